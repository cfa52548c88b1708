using System.Buffers;

namespace Qldb.Ion;

/// <summary>Symbols of the form <c>$ion_1_0</c>, whatever the numbers: bare at the top level they announce a version.</summary>
internal static class VersionMarker
{
    private const string Start = "$ion_";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Whether text begins with a version marker, followed by nothing that would belong to the same symbol.</summary>
    public static bool IsAtStartOf(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Start))
            return false;
        text = text[Start.Length..];
        return SkipDigits(ref text) && text is ['_', ..] && SkipDigits(ref text, 1)
            && (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]) && text[0] is not ('_' or '$'));
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> text, int from = 0)
    {
        text = text[from..];
        var length = text.IndexOfAnyExcept(Digits);
        if (length < 0)
            length = text.Length;
        text = text[length..];
        return length > 0;
    }
}
