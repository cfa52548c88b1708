using System.Buffers;
using System.Text;

namespace Qldb.Ion;

/// <summary>The content of quotes, with escapes where Ion wants them.</summary>
internal static class EscapedText
{
    private static readonly SearchValues<char> InString = SearchValues.Create(Escaped('"'));
    private static readonly SearchValues<char> InSymbol = SearchValues.Create(Escaped('\''));

    public static void Append(ref TextBuffer buffer, ReadOnlySpan<char> text, char quote)
    {
        var escaped = quote == '"' ? InString : InSymbol;
        while (text.IndexOfAny(escaped) is >= 0 and var plain)
        {
            buffer.Append(text[..plain]);
            AppendEscape(ref buffer, text[plain]);
            text = text[(plain + 1)..];
        }

        buffer.Append(text);
    }

    public static void AppendUtf8(ref TextBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        var room = buffer.Reserve(utf8.Length);
        var length = Encoding.UTF8.GetChars(utf8, room);
        if (room[..length].IndexOfAny(InString) < 0)
            buffer.Advance(length);
        else
            Append(ref buffer, room[..length].ToString(), '"');
    }

    /// <summary>The bytes of a clob; whatever is no printable ASCII is escaped.</summary>
    public static void AppendBytes(ref TextBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is < 0x20 or > 0x7E or (byte)'"' or (byte)'\\')
                AppendEscape(ref buffer, (char)b);
            else
                buffer.Append((char)b);
        }
    }

    private static void AppendEscape(ref TextBuffer buffer, char c)
    {
        buffer.Append('\\');
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
        buffer.Append(letter);
        if (letter == 'x')
            buffer.Append((int)c, 2, "x2");
    }

    private static char[] Escaped(char quote) => [quote, '\\', '\x7F', .. Enumerable.Range(0, ' ').Select(c => (char)c)];
}
