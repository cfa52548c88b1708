namespace Qldb.Ion;

/// <summary>Walks the fields of a struct without looking into their values; padding is passed over.</summary>
internal ref struct FieldScan
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly int _end;
    private int _next;

    public FieldScan(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        _data = data;
        _next = header.Body;
        _end = header.End;
    }

    public long NameId { get; private set; }

    public int ValueOffset { get; private set; }

    public int ValueEnd => _next;

    public bool MoveNext()
    {
        while (_next < _end)
        {
            var id = VarInts.ReadUInt(_data, ref _next, _end);
            ValueOffset = _next;
            var value = ValueHeader.Read(_data, _next, _end);
            _next = value.End;
            if (value.IsPadding)
                continue;
            NameId = id;
            return true;
        }

        return false;
    }
}
