using BenchmarkDotNet.Attributes;
using Qldb.PartiQL;

namespace Qldb.Benchmarks.PartiQL;

/// <summary>What does a statement cost that nobody has prepared yet, against one that is in the cache? Goal: 20 µs and 8 KB.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private readonly BenchmarkTable table = new(count: 1);
    private readonly StatementCache cache = new(capacity: 100);

    /// <summary>Statements of the driver's cookbook.</summary>
    [Params(
        "SELECT * FROM Vehicle WHERE VIN = ?",
        "SELECT v.VIN, r.City FROM Vehicle AS v, VehicleRegistration AS r WHERE v.VIN = ? AND v.VIN = r.VIN",
        "UPDATE Vehicle AS v SET v.Owners.PrimaryOwner.PersonId = ? WHERE v.VIN = ?",
        "INSERT INTO Vehicle ?")]
    public string Statement { get; set; } = "";

    /// <summary>Parse, bind, plan and compile.</summary>
    [Benchmark]
    public PreparedStatement Prepare() => PreparedStatement.Prepare(Statement, table);

    /// <summary>The same from the cache.</summary>
    [Benchmark(Baseline = true)]
    public PreparedStatement Cached() => cache.GetOrPrepare(Statement, table);
}
