namespace Qldb.Ion;

/// <summary>
/// Tells, without writing anything, whether a checked stream of one value is what the writer makes of that value: shortest lengths and
/// numbers, no padding, symbols numbered in the order of their first use. It may miss an odd stream that is, never the other way round.
/// </summary>
internal ref struct CanonicalForm
{
    private const int FirstLocal = SystemSymbols.LastId + 1;
    private const int VersionMarker = 4;

    private readonly ReadOnlySpan<byte> _data;
    private long _nextSymbol;

    private CanonicalForm(ReadOnlySpan<byte> data)
    {
        _data = data;
        _nextSymbol = FirstLocal;
    }

    /// <param name="data">The stream.</param>
    /// <param name="start">Where the value begins, its annotations included.</param>
    /// <param name="symbols">The table it is encoded with.</param>
    public static bool IsSurely(ReadOnlySpan<byte> data, int start, SymbolTable symbols)
    {
        if (start != VersionMarker + symbols.WrittenLength)
            return false;
        var form = new CanonicalForm(data);
        return form.HasValue(ref start, data.Length) && start == data.Length && form._nextSymbol == symbols.MaxId + 1;
    }

    private bool HasValue(ref int offset, int limit)
    {
        var header = ValueHeader.Read(_data, offset, limit);
        if (header.IsPadding || header.Body - offset != ValueHeader.LengthOfHead(header.Length) && !header.IsNull || header.IsOrderedStruct)
            return false;
        offset = header.End;
        return header.IsNull || header.Code switch
        {
            2 or 3 or 7 => HasShortInt(header),
            4 => HasShortFloat(header),
            5 or 6 => IsShortBody(_data, header) || HasShortTimestamp(header),
            11 or 12 => HasElements(header),
            13 => HasFields(header),
            14 => HasAnnotations(header),
            _ => true,
        };
    }

    private bool HasElements(in ValueHeader header)
    {
        for (var offset = header.Body; offset < header.End;)
        {
            if (!HasValue(ref offset, header.End))
                return false;
        }

        return true;
    }

    private bool HasFields(in ValueHeader header)
    {
        for (var offset = header.Body; offset < header.End;)
        {
            if (!HasSymbol(ref offset, header.End) || !HasValue(ref offset, header.End))
                return false;
        }

        return true;
    }

    private bool HasAnnotations(in ValueHeader header)
    {
        var offset = header.Body;
        var length = (int)VarInts.ReadUInt(_data, ref offset, header.End);
        if (offset - header.Body != VarInts.UIntLength(length))
            return false;
        for (var end = offset + length; offset < end;)
        {
            if (!HasSymbol(ref offset, end))
                return false;
        }

        return HasValue(ref offset, header.End);
    }

    private bool HasSymbol(ref int offset, int limit)
    {
        var start = offset;
        var id = VarInts.ReadUInt(_data, ref offset, limit);
        return offset - start == VarInts.UIntLength(id) && Uses(id);
    }

    /// <summary>Whether the body of a checked decimal or timestamp, not null, is surely the one that the writer makes of it; the same form is hashed.</summary>
    public static bool IsShortBody(ReadOnlySpan<byte> data, in ValueHeader header) => header.Code switch
    {
        5 => HasShortDecimal(data[header.Body..header.End]),
        6 => Timestamps.IsShort(data[header.Body..header.End]),
        _ => false,
    };

    /// <summary>Symbols have their numbers in the order in which they are met.</summary>
    private bool Uses(long id)
    {
        if (id == _nextSymbol)
            _nextSymbol++;
        return id < _nextSymbol;
    }

    private bool HasShortInt(in ValueHeader header) =>
        (header.Length == 0 || _data[header.Body] != 0) && (header.Code != 7 || Uses(Scalars.ReadSymbolId(_data, header)));

    private readonly bool HasShortFloat(in ValueHeader header)
    {
        Span<byte> shortest = stackalloc byte[9];
        var length = ScalarEncoding.WriteFloat(shortest, Scalars.ReadDouble(_data, header));
        return shortest[1..length].SequenceEqual(_data[header.Body..header.End]);
    }

    private static bool HasShortDecimal(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return true;
        var length = 0;
        var exponent = VarInts.ReadInt(body, ref length, body.Length, out var isNegative);
        Span<byte> shortest = stackalloc byte[10];
        if (isNegative && exponent == 0 || VarInts.WriteInt(shortest, exponent, isNegative) != length)
            return false;
        var coefficient = body[length..];
        if (coefficient.IsEmpty)
            return exponent != 0;
        return (coefficient[0] & 0x7F) != 0 || (coefficient.Length == 1 ? coefficient[0] == 0x80 : coefficient[1] >= 0x80);
    }

    private readonly bool HasShortTimestamp(in ValueHeader header)
    {
        if (header.Code != 6)
            return false;
        var value = Timestamps.Read(_data, header.Body, header.End);
        if (value.FractionDigits > ScalarEncoding.ShortFraction)
            return false;
        Span<byte> shortest = stackalloc byte[ScalarEncoding.TimestampBound(value)];
        return shortest[..ScalarEncoding.WriteTimestampBody(shortest, value)].SequenceEqual(_data[header.Body..header.End]);
    }
}
