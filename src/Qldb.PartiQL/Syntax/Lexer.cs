using System.Buffers;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

/// <summary>Cuts a statement into tokens, one at a time. A copy of the struct looks ahead without moving the original.</summary>
internal struct Lexer(string text, int start = 0)
{
    /// <summary>What an error has found where the text ends inside of a token or a comment.</summary>
    public const string EndOfStatement = "end of statement";

    private static readonly SearchValues<char> wordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");

    private int position = start;

    public readonly int Position => position;

    public Token Next()
    {
        SkipTrivia();
        if (position == text.Length)
        {
            return new Token(TokenKind.End, new SourceSpan(position, 0));
        }

        var start = position;
        var kind = Scan();
        return new Token(kind, new SourceSpan(start, position - start));
    }

    /// <summary>Goes on to the next token: over spaces and comments.</summary>
    public void SkipTrivia()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (text[position] == '-' && Following == '-')
            {
                var length = text.AsSpan(position).IndexOfAny('\n', '\r');
                position = length < 0 ? text.Length : position + length;
            }
            else if (text[position] == '/' && Following == '*')
            {
                var length = text.AsSpan(position + 2).IndexOf("*/");
                position = length < 0
                    ? throw Error(position, "unterminated comment", expected: "*/", found: EndOfStatement)
                    : position + 2 + length + 2;
            }
            else
            {
                return;
            }
        }
    }

    private readonly char Current => position < text.Length ? text[position] : '\0';

    private readonly char Following => position + 1 < text.Length ? text[position + 1] : '\0';

    private TokenKind Scan()
    {
        var first = text[position];
        if (char.IsAsciiLetter(first) || first is '_' or '$')
        {
            return ScanWord();
        }

        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Following)))
        {
            return ScanNumber();
        }

        return first switch
        {
            '\'' => ScanQuoted('\'', "string", TokenKind.String),
            '"' => ScanQuoted('"', "quoted identifier", TokenKind.QuotedIdentifier),
            '`' => ScanIon(),
            '<' when Following == '<' => Take(2, TokenKind.LeftBag),
            '<' when Following == '>' => Take(2, TokenKind.NotEqual),
            '<' when Following == '=' => Take(2, TokenKind.LessOrEqual),
            '<' => Take(1, TokenKind.Less),
            '>' when Following == '>' => Take(2, TokenKind.RightBag),
            '>' when Following == '=' => Take(2, TokenKind.GreaterOrEqual),
            '>' => Take(1, TokenKind.Greater),
            '!' when Following == '=' => Take(2, TokenKind.NotEqual),
            '|' when Following == '|' => Take(2, TokenKind.Concat),
            '=' => Take(1, TokenKind.Equal),
            '?' => Take(1, TokenKind.Parameter),
            '(' => Take(1, TokenKind.LeftParenthesis),
            ')' => Take(1, TokenKind.RightParenthesis),
            '[' => Take(1, TokenKind.LeftBracket),
            ']' => Take(1, TokenKind.RightBracket),
            '{' => Take(1, TokenKind.LeftBrace),
            '}' => Take(1, TokenKind.RightBrace),
            ',' => Take(1, TokenKind.Comma),
            '.' => Take(1, TokenKind.Dot),
            ':' => Take(1, TokenKind.Colon),
            ';' => Take(1, TokenKind.Semicolon),
            '@' => Take(1, TokenKind.At),
            '+' => Take(1, TokenKind.Plus),
            '-' => Take(1, TokenKind.Minus),
            '*' => Take(1, TokenKind.Star),
            '/' => Take(1, TokenKind.Slash),
            '%' => Take(1, TokenKind.Percent),
            _ => throw Error(position, $"unexpected character found, {Describe(first)}", found: Describe(first)),
        };
    }

    private TokenKind Take(int length, TokenKind kind)
    {
        position += length;
        return kind;
    }

    private TokenKind ScanWord()
    {
        var rest = text.AsSpan(position);
        var length = rest.IndexOfAnyExcept(wordCharacters);
        var word = length < 0 ? rest : rest[..length];
        position += word.Length;
        return IsEndExec(word) ? Take("-EXEC".Length, TokenKind.ReservedWord) : ReservedWords.KindOf(word);
    }

    // The one reserved word with a hyphen in it.
    private readonly bool IsEndExec(ReadOnlySpan<char> word) =>
        Current == '-'
        && word.Equals("END", StringComparison.OrdinalIgnoreCase)
        && text.AsSpan(position).StartsWith("-EXEC", StringComparison.OrdinalIgnoreCase);

    private TokenKind ScanNumber()
    {
        var start = position;
        var kind = TokenKind.Integer;
        SkipDigits();
        if (Current == '.')
        {
            kind = TokenKind.Decimal;
            position++;
            SkipDigits();
        }

        if (Current is 'e' or 'E')
        {
            kind = TokenKind.Decimal;
            position++;
            if (Current is '+' or '-')
            {
                position++;
            }

            if (SkipDigits() == 0)
            {
                throw Error(start, "malformed number, its exponent has no digits", expected: "digits of an exponent");
            }
        }

        if (wordCharacters.Contains(Current) && position < text.Length)
        {
            throw Error(start, $"malformed number, {Describe(Current)} follows its digits", found: Describe(Current));
        }

        return kind;
    }

    private int SkipDigits()
    {
        var start = position;
        while (char.IsAsciiDigit(Current))
        {
            position++;
        }

        return position - start;
    }

    // A quote inside is doubled.
    private TokenKind ScanQuoted(char quote, string what, TokenKind kind)
    {
        var start = position++;
        while (true)
        {
            var length = text.AsSpan(position).IndexOf(quote);
            if (length < 0)
            {
                throw Error(start, $"unterminated {what}", expected: quote.ToString(), found: EndOfStatement);
            }

            position += length + 1;
            if (Current != quote)
            {
                return kind;
            }

            position++;
        }
    }

    // Up to the next backtick that is not inside a string, a quoted symbol or a comment of the Ion text.
    private TokenKind ScanIon()
    {
        var start = position++;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '`':
                    position++;
                    return TokenKind.Ion;
                case '"':
                    SkipIonQuoted("\"", start);
                    break;
                case '\'' when text.AsSpan(position).StartsWith("'''"):
                    SkipIonQuoted("'''", start);
                    break;
                case '\'':
                    SkipIonQuoted("'", start);
                    break;
                case '/' when Following == '/':
                    SkipTo("\n", start);
                    break;
                case '/' when Following == '*':
                    position += 2;
                    SkipTo("*/", start);
                    break;
                default:
                    position++;
                    break;
            }
        }

        throw UnterminatedIon(start);
    }

    private void SkipIonQuoted(string quote, int start)
    {
        position += quote.Length;
        while (position < text.Length)
        {
            if (text[position] == '\\')
            {
                position += 2;
            }
            else if (text.AsSpan(position).StartsWith(quote))
            {
                position += quote.Length;
                return;
            }
            else
            {
                position++;
            }
        }

        throw UnterminatedIon(start);
    }

    private void SkipTo(string end, int start)
    {
        var length = text.AsSpan(position).IndexOf(end);
        position = length < 0 ? throw UnterminatedIon(start) : position + length + end.Length;
    }

    private readonly PartiQLException UnterminatedIon(int start) =>
        Error(start, "unterminated Ion literal", expected: "`", found: EndOfStatement);

    private readonly PartiQLException Error(int offset, string message, string? expected = null, string? found = null) =>
        PartiQLException.At(PartiQLStage.Lexer, text, offset, message, expected, found);

    private static string Describe(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) || !char.IsAscii(character)
            ? $"U+{(int)character:X4}"
            : $"'{character}'";
}
