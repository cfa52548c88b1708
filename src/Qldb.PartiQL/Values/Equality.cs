using System.Text;

namespace Qldb.PartiQL.Values;

/// <summary>PartiQL's <c>=</c> between two known values. Its rules are those of <see cref="CanonicalKey"/>; this is the quick way.</summary>
internal static class Equality
{
    /// <summary>Whether two values are equal, where unknown ones are equal to each other: the equality within containers.</summary>
    public static bool AreEqual(in Value left, in Value right)
    {
        if (left.IsText && right.IsText)
        {
            return TextEquals(left, right);
        }

        if (left.IsNumber && right.IsNumber)
        {
            return Number.Compare(left, right) == 0;
        }

        if (left.Kind != right.Kind)
        {
            return left.IsUnknown && right.IsUnknown;
        }

        return left.Kind switch
        {
            ValueKind.Missing or ValueKind.Null => true,
            ValueKind.Boolean => left.Boolean == right.Boolean,
            ValueKind.Timestamp => left.Timestamp.CompareTo(right.Timestamp) == 0,
            ValueKind.Blob or ValueKind.Clob => left.Lob.SequenceEqual(right.Lob),
            _ => CanonicalKey.Of(left).AsSpan().SequenceEqual(CanonicalKey.Of(right)),
        };
    }

    private static bool TextEquals(in Value left, in Value right)
    {
        var hasLeft = left.TryGetUtf8(out var leftUtf8);
        var hasRight = right.TryGetUtf8(out var rightUtf8);
        return (hasLeft, hasRight) switch
        {
            (true, true) => leftUtf8.SequenceEqual(rightUtf8),
            (true, false) => Utf8Equals(leftUtf8, right.TextOrNull),
            (false, true) => Utf8Equals(rightUtf8, left.TextOrNull),
            _ => left.TextOrNull == right.TextOrNull,
        };
    }

    private static bool Utf8Equals(ReadOnlySpan<byte> utf8, string? text)
    {
        if (text is null)
        {
            return false;
        }

        return utf8.Length == text.Length
            ? Ascii.Equals(utf8, text) || Encoding.UTF8.GetString(utf8) == text
            : utf8.Length > text.Length && Encoding.UTF8.GetString(utf8) == text;
    }
}
