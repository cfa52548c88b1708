namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
    // The ids that this writer gave to the symbols of the table copied from last; 0 where it has not met them.
    private SymbolTable? _copiedTable;
    private int[] _copiedIds = [];
    private long[]? _renumbering;

    /// <inheritdoc/>
    public void WriteElement(IonElement value)
    {
        if (value.IsUndefined)
            throw new ArgumentException("An undefined element is no value", nameof(value));
        CopyValue(value.Data, value.Start, value.Data.Length, value.Symbols);
    }

    /// <summary>Copies a value, giving its symbols the ids they have here.</summary>
    internal void CopyValue(ReadOnlySpan<byte> data, int offset, int limit, SymbolTable symbols)
    {
        var header = ValueHeader.Read(data, offset, limit);
        if (header.IsAnnotated)
        {
            offset = CopyAnnotations(data, header, symbols);
            header = ValueHeader.Read(data, offset, header.End);
        }

        if (header.IsNull || header.Code < 2)
            CopyBytes(data[offset..header.End]);
        else if (header.Code < 11)
            CopyScalar(data, header, symbols);
        else
            CopyContainer(data, header, symbols);
    }

    /// <summary>Written anew, not copied byte for byte: the source may have chosen another form of the same value than the canonical one.</summary>
    private void CopyScalar(ReadOnlySpan<byte> data, in ValueHeader header, SymbolTable symbols)
    {
        switch (header.Code)
        {
            case 2 or 3 when Scalars.TryReadInt64(data, header, out var number):
                WriteInt(number);
                break;
            case 2 or 3:
                WriteInt(Scalars.ReadBigInteger(data, header));
                break;
            case 4:
                WriteFloat(Scalars.ReadDouble(data, header));
                break;
            case 5:
                WriteDecimal(Scalars.ReadDecimal(data, header.Body, header.End));
                break;
            case 6:
                WriteTimestamp(Scalars.ReadTimestamp(data, header.Body, header.End));
                break;
            case 7:
                WriteSymbolId(Translate(Scalars.ReadSymbolId(data, header), symbols));
                break;
            default:
                WriteBytes(header.Code, data[header.Body..header.End]);
                break;
        }
    }

    private int CopyAnnotations(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable symbols)
    {
        var offset = wrapper.Body;
        var end = (int)VarInts.ReadUInt(data, ref offset, wrapper.End);
        for (end += offset; offset < end;)
            AddAnnotation(Translate(VarInts.ReadUInt(data, ref offset, end), symbols));
        return end;
    }

    private void CopyContainer(ReadOnlySpan<byte> data, in ValueHeader header, SymbolTable symbols)
    {
        StepIn(header.Type);
        for (var offset = header.Body; offset < header.End;)
        {
            var name = header.Code == 13 ? VarInts.ReadUInt(data, ref offset, header.End) : 0;
            var child = ValueHeader.Read(data, offset, header.End);
            if (!child.IsPadding)
            {
                if (header.Code == 13)
                    SetField(Translate(name, symbols));
                CopyValue(data, offset, header.End, symbols);
            }

            offset = child.End;
        }

        StepOut();
    }

    private void CopyBytes(ReadOnlySpan<byte> bytes)
    {
        BeginValue();
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
        EndValue();
    }

    /// <summary>Copies a value whose symbols are all renumbered by a list.</summary>
    internal void CopyWithIds(ReadOnlySpan<byte> data, int offset, int limit, long[] ids)
    {
        _renumbering = ids;
        CopyValue(data, offset, limit, SymbolTable.System);
        _renumbering = null;
    }

    private long Translate(long id, SymbolTable symbols)
    {
        if (_renumbering is not null)
            return _renumbering[id];
        if (id <= SystemSymbols.LastId)
            return id;
        if (_copiedTable != symbols)
            ForgetCopiedTable(symbols);
        if (id >= _copiedIds.Length)
            return IdOf(id, symbols);
        ref var known = ref _copiedIds[id];
        return known != 0 ? known : known = IdOf(id, symbols);
    }

    /// <summary>Begins to remember ids for another table; imported ids are not worth a list.</summary>
    private void ForgetCopiedTable(SymbolTable? next)
    {
        _copiedTable = next;
        Array.Clear(_copiedIds);
        if (next is not null && next.Imports.IsEmpty && _copiedIds.Length <= next.MaxId)
            _copiedIds = new int[next.MaxId + 1];
    }

    private int IdOf(long id, SymbolTable symbols)
    {
        if (symbols.TextOf(id) is { } text)
            return _symbols.IdOf(text);
        return symbols.ImportOf(id) is { } location ? _symbols.IdOf(location) : 0;
    }
}
