using System.Globalization;

namespace Qldb.Ion;

/// <summary>The content of quotes, with escapes where Ion wants them.</summary>
internal static class EscapedText
{
    public static void Write(TextWriter output, ReadOnlySpan<char> text, char quote, bool asciiOnly = false)
    {
        while (true)
        {
            var plain = PlainLength(text, quote, asciiOnly);
            output.Write(text[..plain]);
            if (plain == text.Length)
                return;
            WriteEscape(output, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    private static int PlainLength(ReadOnlySpan<char> text, char quote, bool asciiOnly)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < ' ' || c == quote || c == '\\' || c is >= '\x7F' and < '\xA0' || asciiOnly && c >= '\x7F')
                return i;
        }

        return text.Length;
    }

    private static void WriteEscape(TextWriter output, char c)
    {
        output.Write('\\');
        var letter = c switch
        {
            '\0' => '0',
            '\a' => 'a',
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            '\v' => 'v',
            '"' or '\'' or '\\' => c,
            _ => 'x',
        };
        output.Write(letter);
        if (letter == 'x')
            output.Write(((int)c).ToString("x2", CultureInfo.InvariantCulture));
    }
}
