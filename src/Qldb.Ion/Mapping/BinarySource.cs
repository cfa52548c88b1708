namespace Qldb.Ion;

/// <summary>A checked stream that objects are made of. Built-in converters read its bytes; converters of users are given elements.</summary>
internal readonly ref struct BinarySource(ReadOnlyMemory<byte> memory, SymbolTable symbols)
{
    private readonly ReadOnlyMemory<byte> _memory = memory;

    public ReadOnlySpan<byte> Data { get; } = memory.Span;

    public SymbolTable Symbols { get; } = symbols;

    /// <summary>The header of the value at an offset, behind its annotations.</summary>
    public ValueHeader HeaderAt(int offset)
    {
        var header = ValueHeader.Read(Data, offset, Data.Length);
        return header.IsAnnotated ? ValueHeader.Read(Data, IonElement.ValueOffset(Data, offset), header.End) : header;
    }

    public ReadOnlySpan<byte> BodyOf(in ValueHeader header) => Data[header.Body..header.End];

    public IonElement ElementAt(int offset) => new(_memory, Data, offset, Symbols);
}
