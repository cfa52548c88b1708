namespace Qldb.Ion;

/// <summary>The first half of both dot operators: two hashes one after the other, the smaller first.</summary>
internal static class DotOrder
{
    /// <summary>Writes both hashes in order and gives back the length; an empty one adds nothing.</summary>
    public static int Concatenate(in QldbHash left, in QldbHash right, Span<byte> destination)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            var only = left.IsEmpty ? right : left;
            only.CopyTo(destination);
            return only.IsEmpty ? 0 : QldbHash.Size;
        }

        left.CopyTo(destination);
        right.CopyTo(destination[QldbHash.Size..]);
        if (Compare(destination[..QldbHash.Size], destination.Slice(QldbHash.Size, QldbHash.Size)) > 0)
        {
            right.CopyTo(destination);
            left.CopyTo(destination[QldbHash.Size..]);
        }

        return 2 * QldbHash.Size;
    }

    /// <summary>Compares signed bytes from the last to the first.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = QldbHash.Size - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
                return (sbyte)left[i] - (sbyte)right[i];
        }

        return 0;
    }
}
