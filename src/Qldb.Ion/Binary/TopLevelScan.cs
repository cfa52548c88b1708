namespace Qldb.Ion;

/// <summary>
/// Walks the top level of a binary stream: version markers, padding and symbol tables are dealt with, values are handed out unread.
/// </summary>
internal struct TopLevelScan
{
    private int _next;

    public TopLevelScan(ReadOnlySpan<byte> data)
    {
        if (data.Length > IonLimits.MaxStreamBytes)
            throw new IonFormatException($"A binary stream of {data.Length} bytes is larger than the limit of {IonLimits.MaxStreamBytes}", 0);
        if (!IsVersionMarker(data))
            throw new IonFormatException("Ion binary begins with the version marker E0 01 00 EA", 0);
        _next = 4;
        Symbols = SymbolTable.System;
    }

    public SymbolTable Symbols { get; private set; }

    public int Offset { get; private set; }

    /// <summary>Moves to the next value, and gives its header as it stands: maybe that of an annotation wrapper.</summary>
    public bool MoveNext(ReadOnlySpan<byte> data, out ValueHeader header)
    {
        header = default;
        while (_next < data.Length)
        {
            Offset = _next;
            if (data[_next] == 0xE0)
            {
                if (!IsVersionMarker(data[_next..]))
                    throw new IonFormatException("This is not the version marker of Ion 1.0, E0 01 00 EA", _next);
                _next += 4;
                Symbols = SymbolTable.System;
                continue;
            }

            header = ValueHeader.Read(data, _next, data.Length);
            _next = header.End;
            if (header.IsPadding || IsVersionSymbol(data, header))
                continue;
            if (!header.IsAnnotated)
                return true;
            BinaryValidator.CheckAnnotations(data, header, Symbols);
            if (!LocalSymbolTables.IsDeclaration(data, header, Symbols))
                return true;
            Symbols = ReadTable(data, header);
        }

        return false;
    }

    public static bool IsVersionMarker(ReadOnlySpan<byte> data) => data is [0xE0, 0x01, 0x00, 0xEA, ..];

    // The symbol $ion_1_0, where it is no version marker, means nothing at the top level.
    private readonly bool IsVersionSymbol(ReadOnlySpan<byte> data, in ValueHeader header) =>
        header is { Code: 7, IsNull: false } && Scalars.ReadSymbolId(data, header) is var id && id <= Symbols.MaxId
        && Symbols.TextOf(id) == SystemSymbols.Texts[SystemSymbols.Ion10];

    private readonly SymbolTable ReadTable(ReadOnlySpan<byte> data, in ValueHeader wrapper)
    {
        if (SymbolTableCache.TryGet(data[Offset..wrapper.End], Symbols, out var cached))
            return cached;
        var table = LocalSymbolTables.ReadWritten(data, Offset, wrapper) ?? ReadCheckedTable(data, wrapper);
        SymbolTableCache.Add(data[Offset..wrapper.End], Symbols, table);
        return table;
    }

    private readonly SymbolTable ReadCheckedTable(ReadOnlySpan<byte> data, in ValueHeader wrapper)
    {
        BinaryValidator.Validate(data, Offset, data.Length, Symbols);
        return LocalSymbolTables.Read(data, wrapper, Symbols);
    }
}
