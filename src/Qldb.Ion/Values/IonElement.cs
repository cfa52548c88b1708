using System.Diagnostics;

namespace Qldb.Ion;

/// <summary>
/// One immutable Ion value: a cheap view into Ion binary, without a tree of objects. The bytes behind it are checked completely when
/// they are parsed, so that nothing read later can be malformed. It keeps a reference to the memory it was parsed from, which must not
/// change. <c>default</c> is no value at all, see <see cref="IsUndefined"/>. Safe to share between threads.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct IonElement : IEquatable<IonElement>
{
    private const int WholeStreamFlag = 1 << 31;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly SymbolTable? _symbols;

    // The top bit says that this is the only value of its stream.
    private readonly int _start;

    // The length of the annotations, and below it the descriptor of the value behind them: most questions are answered by that byte.
    private readonly int _shape;

    internal IonElement(ReadOnlyMemory<byte> memory, ReadOnlySpan<byte> data, int start, SymbolTable symbols, bool isWholeStream = false)
    {
        _memory = memory;
        _start = isWholeStream ? start | WholeStreamFlag : start;
        _symbols = symbols;
        var value = ValueOffset(data, start);
        _shape = value - start << 8 | data[value];
    }

    /// <summary>Whether this is <c>default</c>: the absence of a value, as after a failed look-up.</summary>
    public bool IsUndefined => _symbols is null;

    /// <summary>The type; a typed null has its type.</summary>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public IonType Type => TypeOf(Descriptor);

    /// <summary>Whether this is <c>null</c> or a typed null.</summary>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public bool IsNull => (Descriptor & 15) == 15;

    /// <summary>Whether annotations precede the value.</summary>
    public bool HasAnnotations => _shape > 0xFF;

    /// <summary>Whether the memory this was parsed from holds this value and no other, so that <see cref="AsBinary"/> copies nothing.</summary>
    public bool IsWholeStream => _start < 0;

    /// <summary>Whether the stream's symbol table imports shared tables. Their texts are unknown, and a value with one of their symbols has no Ion hash.</summary>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public bool HasImports => !Symbols.Imports.IsEmpty;

    /// <summary>How many bytes the value takes where it stands, annotations included and the stream's symbol table not.</summary>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public int EncodedLength => Header.End - Start;

    /// <summary>
    /// Whether the memory this was parsed from is, byte for byte, what <see cref="ToBinary"/> gives: the one canonical form of the value
    /// with its fields in this order. False unless <see cref="IsWholeStream"/>.
    /// </summary>
    public bool IsCanonical => IsWholeStream
        && (CanonicalForm.IsSurely(Data, Start, Symbols) || ToBinary().AsSpan().SequenceEqual(Data));

    internal ReadOnlySpan<byte> Data => _memory.Span;

    internal ReadOnlyMemory<byte> Memory => _memory;

    internal int Start => _start & ~WholeStreamFlag;

    internal SymbolTable Symbols => _symbols ?? throw Undefined();

    internal ValueHeader Header => HeaderIn(_memory.Span);

    private int Value => Start + (_shape >> 8);

    private byte Descriptor => IsUndefined ? throw Undefined() : (byte)_shape;

    /// <summary>Reads a stream of exactly one value.</summary>
    /// <param name="ionBinary">A self-contained stream: version marker, symbol table if needed, one value.</param>
    /// <returns>The value, which refers to the given memory.</returns>
    /// <exception cref="IonFormatException">The bytes are something else, or exceed <see cref="IonLimits"/>.</exception>
    public static IonElement Parse(ReadOnlyMemory<byte> ionBinary)
    {
        var data = ionBinary.Span;
        var scan = new TopLevelScan(data);
        if (!scan.MoveNext(data, out var header))
            throw new IonFormatException("The stream holds no value", data.Length);
        var symbols = scan.Symbols;
        var start = scan.Offset;
        BinaryValidator.Validate(data, start, data.Length, symbols);
        if (header.End != data.Length && scan.MoveNext(data, out _))
            throw new IonFormatException("The stream holds more than one value", scan.Offset);
        return new IonElement(ionBinary, data, start, symbols, isWholeStream: true);
    }

    /// <summary>Reads a stream of exactly one value.</summary>
    /// <param name="ionBinary">The bytes.</param>
    /// <param name="value">The value; undefined when the result is false.</param>
    /// <returns>False when the bytes are not such a stream.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> ionBinary, out IonElement value)
    {
        try
        {
            value = Parse(ionBinary);
            return true;
        }
        catch (IonFormatException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>Reads Ion text of exactly one value.</summary>
    /// <param name="ionText">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="IonFormatException">The text is something else, or exceeds <see cref="IonLimits"/>.</exception>
    public static IonElement ParseText(string ionText) => Parse(IonText.ToBinary(ionText));

    /// <summary>The texts of the annotations, in order; null stands for a symbol of unknown text.</summary>
    /// <returns>Empty when there are none.</returns>
    public IReadOnlyList<string?> GetAnnotations()
    {
        if (!HasAnnotations)
            return [];
        var ids = AnnotationIds();
        var texts = new string?[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            texts[i] = Symbols.TextOf(ids[i]);
        return texts;
    }

    /// <summary>The same value without its annotations.</summary>
    /// <returns>A view into the same memory.</returns>
    public IonElement WithoutAnnotations() => HasAnnotations ? At(Value) : this;

    /// <summary>The value alone as a self-contained stream in canonical form, with no more symbols than it uses.</summary>
    /// <returns>A new array.</returns>
    public byte[] ToBinary()
    {
        using var writer = new IonBinaryWriter(Header.End - Start + 64);
        writer.WriteElement(this);
        return writer.ToArray();
    }

    /// <summary>The value alone as a self-contained stream: the very memory it was parsed from where <see cref="IsWholeStream"/>, else <see cref="ToBinary"/>.</summary>
    /// <returns>Ion binary.</returns>
    public ReadOnlyMemory<byte> AsBinary() => IsWholeStream ? _memory : ToBinary();

    /// <summary>Writes the value, with annotations and content.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(IIonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteElement(this);
    }

    /// <summary>The value as Ion text in one line; empty when undefined.</summary>
    /// <returns>Ion text.</returns>
    public override string ToString() => IsUndefined ? "" : ToText(IonTextOptions.Compact);

    /// <summary>The value as Ion text.</summary>
    /// <param name="options">The style.</param>
    /// <returns>Ion text.</returns>
    public string ToText(IonTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return IonTextWriter.ToText(this, options);
    }

    /// <summary>The offset of a value behind its annotations.</summary>
    internal static int ValueOffset(ReadOnlySpan<byte> data, int start)
    {
        if (data[start] < 0xE0)
            return start;
        var header = ValueHeader.Read(data, start, data.Length);
        var offset = header.Body;
        var length = (int)VarInts.ReadUInt(data, ref offset, header.End);
        return offset + length;
    }

    /// <summary>An element of the same stream.</summary>
    internal IonElement At(int start) => new(_memory, _memory.Span, start, Symbols);

    internal ValueHeader HeaderIn(ReadOnlySpan<byte> data) => IsUndefined ? throw Undefined() : ValueHeader.Read(data, Value, data.Length);

    internal long[] AnnotationIds()
    {
        var data = Data;
        var offset = ValueHeader.Read(data, Start, data.Length).Body;
        var length = (int)VarInts.ReadUInt(data, ref offset, data.Length);
        var end = offset + length;
        var ids = new List<long>(length);
        while (offset < end)
            ids.Add(VarInts.ReadUInt(data, ref offset, end));
        return [.. ids];
    }

    private static IonType TypeOf(byte descriptor)
    {
        var code = descriptor >> 4;
        return (IonType)(code < 3 ? code : code - 1);
    }

    private static InvalidOperationException Undefined() => new("This IonElement is undefined: it was never assigned a value");
}
