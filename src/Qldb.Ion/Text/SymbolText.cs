namespace Qldb.Ion;

/// <summary>Symbols as text: bare where that reads back as the same symbol, in quotes otherwise.</summary>
internal static class SymbolText
{
    public static string Of(string? text)
    {
        if (text is null)
            return "$0";
        if (IsBare(text))
            return text;
        using var quoted = new StringWriter();
        quoted.Write('\'');
        EscapedText.Write(quoted, text, '\'');
        quoted.Write('\'');
        return quoted.ToString();
    }

    private static bool IsBare(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '$'))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '$'))
                return false;
        }

        if (text is "null" or "true" or "false" or "nan")
            return false;

        // $10 without quotes is a symbol id.
        return text[0] != '$' || text.Length == 1 || text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
    }
}
