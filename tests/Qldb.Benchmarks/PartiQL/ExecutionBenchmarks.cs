using BenchmarkDotNet.Attributes;
using Qldb.Ion;
using Qldb.PartiQL;

namespace Qldb.Benchmarks.PartiQL;

/// <summary>How many documents of 300 bytes does one core read, filter and project in a second? Goal: 200,000.</summary>
[MemoryDiagnoser]
public class ExecutionBenchmarks
{
    private const int Count = 10_000;

    private readonly BenchmarkTable table = new(Count);
    private readonly IonElement vin = IonElement.OfString("VIN00000000005000");
    private PreparedStatement count = null!;
    private PreparedStatement filter = null!;
    private PreparedStatement project = null!;
    private PreparedStatement aggregate = null!;
    private PreparedStatement lookup = null!;

    /// <summary>Prepares the statements.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        count = PreparedStatement.Prepare("SELECT COUNT(*) FROM Vehicle", table);
        filter = PreparedStatement.Prepare("SELECT * FROM Vehicle AS v WHERE v.Make = 'Make7' AND v.Year2 IS MISSING", table);
        project = PreparedStatement.Prepare("SELECT v.VIN, v.Owners.PrimaryOwner.PersonId, v.Penalty FROM Vehicle AS v", table);
        aggregate = PreparedStatement.Prepare("SELECT SUM(v.Penalty), MAX(v.VIN) FROM Vehicle AS v", table);
        lookup = PreparedStatement.Prepare("SELECT * FROM Vehicle AS v WHERE v.VIN = ?", table);
    }

    /// <summary>Nothing but the scan.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int CountAll() => Run(count);

    /// <summary>Two fields looked at, one row in fifty kept.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Filter() => Run(filter);

    /// <summary>Three columns of every row, written as Ion.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Project() => Run(project);

    /// <summary>A decimal sum and the largest text.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Aggregate() => Run(aggregate);

    /// <summary>One row by index.</summary>
    [Benchmark]
    public int Lookup() => lookup.Execute(table, [vin]).Count();

    private int Run(PreparedStatement statement) => statement.Execute(table, []).Count();
}
