using System.Buffers;

namespace Qldb.Ion;

/// <summary>Symbols as text: bare where that reads back as the same symbol, in quotes otherwise.</summary>
internal static class SymbolText
{
    private static readonly SearchValues<char> BareParts =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");

    public static void Append(ref TextBuffer buffer, string? text)
    {
        if (text is null)
        {
            buffer.Append("$0");
        }
        else if (IsBare(text))
        {
            buffer.Append(text);
        }
        else
        {
            buffer.Append('\'');
            EscapedText.Append(ref buffer, text, '\'');
            buffer.Append('\'');
        }
    }

    private static bool IsBare(string text)
    {
        if (text.Length == 0 || char.IsAsciiDigit(text[0]) || text.AsSpan().ContainsAnyExcept(BareParts))
            return false;

        // $10 without quotes is a symbol id; and nobody should mistake a symbol for a version marker.
        return text[0] == '$'
            ? !VersionMarker.IsAtStartOf(text) && (text.Length == 1 || text.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            : text is not ("null" or "true" or "false" or "nan");
    }
}
