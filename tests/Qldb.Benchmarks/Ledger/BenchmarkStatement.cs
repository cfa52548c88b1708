using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>A statement with at most one parameter and the digest of both, made before the clock starts.</summary>
internal sealed class BenchmarkStatement
{
    public BenchmarkStatement(string text, byte[]? parameter = null)
    {
        Text = text;
        Parameters = parameter is null ? [] : [new ValueHolder { IonBinary = new MemoryStream(parameter) }];
        Digest = parameter is null ? QldbHash.OfString(text) : QldbHash.OfString(text).Dot(QldbHash.OfIonBinary(parameter));
    }

    public string Text { get; }

    public List<ValueHolder> Parameters { get; }

    public QldbHash Digest { get; }
}
