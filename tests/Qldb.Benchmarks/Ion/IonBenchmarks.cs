using BenchmarkDotNet.Attributes;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ion;

/// <summary>The same subjects as <see cref="MeasureIon"/>, for those who want BenchmarkDotNet's statistics.</summary>
[MemoryDiagnoser]
public class IonBenchmarks
{
    private readonly byte[] _digest = new byte[32];
    private readonly IonElement _revision = IonElement.ParseText(IonDocuments.Revision);
    private readonly string _text = IonDocuments.Registrations(6);
    private readonly byte[] _binary = IonText.ToBinary(IonDocuments.Registrations(6));

    [Benchmark]
    public void HashOfRevision() => IonHash.Compute(_revision, _digest);

    [Benchmark]
    public IonElement ParseBinary() => IonElement.Parse(_binary);

    [Benchmark]
    public byte[] ParseText() => IonText.ToBinary(_text);

    [Benchmark]
    public string WriteText() => IonElement.Parse(_binary).ToString();
}
