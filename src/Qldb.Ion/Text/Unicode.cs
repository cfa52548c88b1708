namespace Qldb.Ion;

/// <summary>What .NET strings allow and Unicode text does not.</summary>
internal static class Unicode
{
    public static void RequireWellFormed(ReadOnlySpan<char> text)
    {
        if (IndexOfLoneSurrogate(text) is >= 0 and var index)
            throw new ArgumentException($"The text has a lone surrogate at index {index}, which is not Unicode text", nameof(text));
    }

    public static bool IsWellFormed(ReadOnlySpan<char> text) => IndexOfLoneSurrogate(text) < 0;

    private static int IndexOfLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var start = 0; ; start += 2)
        {
            var found = text[start..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (found < 0)
                return -1;
            start += found;
            if (start + 1 == text.Length || !char.IsSurrogatePair(text[start], text[start + 1]))
                return start;
        }
    }
}
