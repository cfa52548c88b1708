using System.Text;
using Qldb.PartiQL.Syntax;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>Text functions; lengths and positions count Unicode code points (partiql-dialect, section 3.5).</summary>
internal static class TextFunctions
{
    // A text joined with itself a few dozen times over would fill any memory.
    private const int LongestText = 1024 * 1024;

    public static Function Concat { get; } = new("||", 2, 2, static (in arguments) => Concatenate(arguments.Text(0), arguments.Text(1)));

    public static Value CharLength(in Arguments arguments) => Value.Of((long)CodePoints(arguments.Text(0)));

    public static Value Lower(in Arguments arguments) => Value.Of(CaseMapping.ToLower(arguments.Text(0)));

    public static Value Upper(in Arguments arguments) => Value.Of(CaseMapping.ToUpper(arguments.Text(0)));

    /// <summary>The part from a 1-based start; with a length, the window may begin before the text and uses up length there.</summary>
    public static Value Substring(in Arguments arguments)
    {
        var text = arguments.Text(0);
        var start = arguments.Integer(1);
        var end = (Int128)long.MaxValue;
        if (arguments.Count == 3)
        {
            var length = arguments.Integer(2);
            end = length >= 0 ? (Int128)start + length : throw new ValueException($"the length of a substring cannot be {length}");
        }

        var count = CodePoints(text);
        var from = (int)Math.Clamp(start - 1, 0, count);
        var to = (int)Int128.Clamp(end - 1, from, count);
        return Value.Of(text[OffsetOf(text, from)..OffsetOf(text, to)]);
    }

    /// <summary>Arguments: text, and the characters to remove where they are not just U+0020.</summary>
    public static Function Trim(TokenKind side) => new("TRIM", 1, 2, (in arguments) => Value.Of(Trim(
        arguments.Text(0),
        arguments.Count == 2 ? arguments.Text(1) : " ",
        atStart: side != TokenKind.TrailingKeyword,
        atEnd: side != TokenKind.LeadingKeyword)));

    private static Value Concatenate(string left, string right) => left.Length + right.Length <= LongestText
        ? Value.Of(left + right)
        : throw new PartiQLException(
            PartiQLStage.Limit, $"Limit Error: || would make a text of {left.Length + right.Length} characters; at most {LongestText} are allowed");

    private static string Trim(string text, string characters, bool atStart, bool atEnd)
    {
        var set = characters.EnumerateRunes().ToHashSet();
        var (start, end) = (0, text.Length);
        while (atStart && start < end && Rune.GetRuneAt(text, start) is var first && set.Contains(first))
        {
            start += first.Utf16SequenceLength;
        }

        while (atEnd && end > start && Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var last, out var length) == 0
            && set.Contains(last))
        {
            end -= length;
        }

        return text[start..end];
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }

    private static int OffsetOf(string text, int codePoint)
    {
        var offset = 0;
        for (; codePoint > 0; codePoint--)
        {
            offset += char.IsHighSurrogate(text[offset]) ? 2 : 1;
        }

        return offset;
    }
}
