using Amazon.IonDotnet.Internals;
using Amazon.IonDotnet.Tree;

namespace Amazon.IonDotnet.Builders;

/// <summary>Makes readers.</summary>
public static class IonReaderBuilder
{
    public static IIonReader Build(string text, ReaderOptions options = default) => new TreeReader(Documents.Read(text, options), hasSymbolTable: true);

    /// <summary>Makes a reader of a tree: of the values in it if it is a datagram, else of the value itself.</summary>
    public static IIonReader Build(IIonValue value, ReaderOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new TreeReader(value.Type() == IonType.Datagram ? Children(value) : [value], hasSymbolTable: false);
    }

    public static IIonReader Build(byte[] data, ReaderOptions options = default) =>
        new TreeReader(Documents.Read(data, options), hasSymbolTable: true);

    /// <summary>Makes a reader of what is left of the stream, which stays open.</summary>
    public static IIonReader Build(Stream stream, ReaderOptions options = default) =>
        new TreeReader(Documents.Read(stream, options), hasSymbolTable: true);

    private static IEnumerable<IIonValue> Children(IIonValue datagram)
    {
        foreach (var value in datagram)
            yield return value;
    }
}
