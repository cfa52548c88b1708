using System.Text;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;
using Qldb.Ion;

namespace Amazon.IonDotnet.Internals;

/// <summary>Documents in either encoding, as trees. All parsing is that of Qldb.Ion; its errors become <see cref="IonException"/>s.</summary>
internal static class Documents
{
    private static readonly byte[] VersionMarker = [0xE0, 0x01, 0x00, 0xEA];

    private static readonly IEqualityComparer<IIonValue> Equivalence =
        EqualityComparer<IIonValue>.Create((x, y) => x.IsEquivalentTo(y), x => (int)x.Type());

    public static IEnumerable<IIonValue> Read(string text, ReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (options.Format == ReaderFormat.Binary)
            throw new InvalidOperationException("A string holds Ion text, but the options ask for Ion binary");
        return ToTrees(() => IonText.ReadAll(text));
    }

    public static IEnumerable<IIonValue> Read(byte[] data, ReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Read(new ArraySegment<byte>(data), options);
    }

    /// <summary>Reads the rest of a stream, and leaves it open.</summary>
    public static IEnumerable<IIonValue> Read(Stream stream, ReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(new ArraySegment<byte>(bytes.GetBuffer(), 0, (int)bytes.Length), options);
    }

    public static bool AreEquivalent(IIonValue left, IIonValue right)
    {
        if (left.Type() != right.Type())
            return false;
        return left.Type() == IonType.Datagram
            ? Children(left).SequenceEqual(Children(right), Equivalence)
            : ToElement(left).Equals(ToElement(right));
    }

    public static string ToPrettyText(IIonValue value)
    {
        var text = new StringWriter();
        using var writer = IonTextWriterBuilder.Build(text, new Builders.IonTextOptions { PrettyPrint = true });
        value.WriteTo(writer);
        return text.ToString();
    }

    private static IEnumerable<IIonValue> Read(ArraySegment<byte> data, ReaderOptions options)
    {
        if (IsBinary(data, options.Format))
            return ToTrees(() => IonStream.ReadAll(data));
        var stream = new MemoryStream(data.Array, data.Offset, data.Count, writable: false);
        return options.Encoding is { } encoding
            ? ToTrees(() => IonText.ReadAll(new StreamReader(stream, Strict(encoding))))
            : ToTrees(() => IonText.ReadAll(stream));
    }

    private static IonElement ToElement(IIonValue value)
    {
        using var writer = new BinaryWriterAdapter(Stream.Null);

        // What would be a symbol table as a document is an ordinary value within a list.
        var isTable = value.Type() == IonType.Struct && value.HasAnnotation(SystemSymbols.IonSymbolTable);
        if (isTable)
            writer.StepIn(IonType.List);
        TreeWriter.WriteValue(value, writer);
        if (isTable)
            writer.StepOut();
        return IonElement.Parse(writer.TakeDocument());
    }

    private static IEnumerable<IIonValue> Children(IIonValue datagram)
    {
        for (var i = 0; i < datagram.Count; i++)
            yield return datagram.GetElementAt(i);
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static bool IsBinary(ReadOnlySpan<byte> data, ReaderFormat format) =>
        format == ReaderFormat.Binary || (format == ReaderFormat.Detect && data.StartsWith(VersionMarker));

    private static IEnumerable<IIonValue> ToTrees(Func<IEnumerable<IonElement>> read)
    {
        using var elements = Guard(() => read().GetEnumerator());
        while (Guard(elements.MoveNext))
            yield return Guard(() => TreeBuilder.Build(elements.Current));
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IonFormatException or DecoderFallbackException)
        {
            throw new IonException(e);
        }
    }
}
