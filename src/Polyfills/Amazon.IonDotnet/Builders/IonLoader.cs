using Amazon.IonDotnet.Internals;
using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;

namespace Amazon.IonDotnet.Builders;

/// <summary>Reads whole documents into datagrams. One serves all threads.</summary>
public class IonLoader
{
    public static readonly IonLoader Default = new(default);

    private readonly ReaderOptions _options;

    private IonLoader(ReaderOptions options) => _options = options;

    public static IonLoader WithReaderOptions(in ReaderOptions readerOptions) => new(readerOptions);

    public IIonValue Load(string ionText) => ToDatagram(Documents.Read(ionText, _options));

    public IIonValue Load(string ionText, out ISymbolTable readerTable) => ToDatagram(Documents.Read(ionText, _options), out readerTable);

    /// <summary>Reads to the end of the stream, and leaves it open.</summary>
    public IIonValue Load(Stream stream) => ToDatagram(Documents.Read(stream, _options));

    /// <summary>Reads to the end of the stream, and leaves it open.</summary>
    public IIonValue Load(Stream stream, out ISymbolTable readerTable) => ToDatagram(Documents.Read(stream, _options), out readerTable);

    public IIonValue Load(FileInfo ionFile) => Load(Contents(ionFile));

    public IIonValue Load(FileInfo ionFile, out ISymbolTable readerTable) => Load(Contents(ionFile), out readerTable);

    public IIonValue Load(byte[] data) => ToDatagram(Documents.Read(data, _options));

    public IIonValue Load(byte[] data, out ISymbolTable readerTable) => ToDatagram(Documents.Read(data, _options), out readerTable);

    private static byte[] Contents(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return File.ReadAllBytes(file.FullName);
    }

    private static SequenceNode ToDatagram(IEnumerable<IIonValue> values)
    {
        var datagram = new SequenceNode(IonType.Datagram);
        foreach (var value in values)
            datagram.Add(value);
        return datagram;
    }

    private static SequenceNode ToDatagram(IEnumerable<IIonValue> values, out ISymbolTable readerTable)
    {
        var datagram = ToDatagram(values);
        var table = new LocalSymbolTable();
        SymbolCollector.Collect(datagram, table);
        readerTable = table;
        return datagram;
    }
}
