namespace Qldb.PartiQL.Values;

/// <summary>Order: what <c>&lt;</c> and its like say of two known values, and the order over all values that sorting needs.</summary>
internal static class Ordering
{
    /// <summary>Compares numbers, texts, timestamps or booleans, each among themselves.</summary>
    /// <exception cref="ValueException">The values are of different kinds, or of a kind without order.</exception>
    public static int Compare(in Value left, in Value right)
    {
        var group = GroupOf(left.Kind);
        if (group != GroupOf(right.Kind) || group > Group.Text)
        {
            throw new ValueException($"cannot compare {Describe(left.Kind)} with {Describe(right.Kind)}");
        }

        return CompareWithin(group, left, right);
    }

    /// <summary>
    /// Orders any two values for ORDER BY: unknown first, then booleans, numbers, timestamps, texts, and last what has no order of its
    /// own, by its canonical key.
    /// </summary>
    public static int CompareAny(in Value left, in Value right)
    {
        var (group, other) = (GroupOf(left.Kind), GroupOf(right.Kind));
        return group != other ? group.CompareTo(other) : CompareWithin(group, left, right);
    }

    private static int CompareWithin(Group group, in Value left, in Value right) => group switch
    {
        Group.Unknown => 0,
        Group.Boolean => left.Boolean.CompareTo(right.Boolean),
        Group.Number => Number.Compare(left, right),
        Group.Timestamp => left.Timestamp.CompareTo(right.Timestamp),
        Group.Text => CompareText(left, right),
        _ => CanonicalKey.Of(left).AsSpan().SequenceCompareTo(CanonicalKey.Of(right)),
    };

    // UTF-8 compares as code points do, UTF-16 does not.
    private static int CompareText(in Value left, in Value right)
    {
        if (left.TryGetUtf8(out var leftUtf8) && right.TryGetUtf8(out var rightUtf8))
        {
            return leftUtf8.SequenceCompareTo(rightUtf8);
        }

        return CompareCodePoints(left.Text, right.Text);
    }

    private static int CompareCodePoints(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    private static string Describe(ValueKind kind) => kind.ToString().ToLowerInvariant();

    private static Group GroupOf(ValueKind kind) => kind switch
    {
        ValueKind.Missing or ValueKind.Null => Group.Unknown,
        ValueKind.Boolean => Group.Boolean,
        ValueKind.Integer or ValueKind.Decimal or ValueKind.Float => Group.Number,
        ValueKind.Timestamp => Group.Timestamp,
        ValueKind.String or ValueKind.Symbol => Group.Text,
        _ => Group.Other,
    };

    private enum Group
    {
        Unknown,
        Boolean,
        Number,
        Timestamp,
        Text,
        Other,
    }
}
