using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL;

/// <summary>
/// Finds the statements of a script by the language's own tokens, so that a semicolon inside of a string, a quoted identifier, an Ion literal or a comment
/// ends nothing. Whether a statement makes sense is not looked at.
/// </summary>
public static class StatementScanner
{
    /// <summary>Finds the first statement behind a position.</summary>
    /// <param name="text">The script, or as much of it as has been read so far.</param>
    /// <param name="position">Where to begin: 0, or the end of the statement before.</param>
    /// <returns>Where the statement is; an incomplete one where the text ends before a semicolon does.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the text.</exception>
    public static ScannedStatement Next(string text, int position)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, text.Length);
        var lexer = new Lexer(text, position);
        int? start = null;
        var end = position;
        while (true)
        {
            var isOpen = !TrySkipTrivia(ref lexer);
            var tokenStart = lexer.Position;
            var kind = isOpen ? null : NextKind(ref lexer, text);
            switch (kind)
            {
                case null:
                    return new ScannedStatement(start ?? tokenStart, text.Length - (start ?? tokenStart), text.Length, IsComplete: false, IsOpen: true);
                case TokenKind.End or TokenKind.Semicolon:
                    return new ScannedStatement(start ?? tokenStart, start is null ? 0 : end - start.Value, lexer.Position, IsComplete: kind == TokenKind.Semicolon, IsOpen: false);
                default:
                    start ??= tokenStart;
                    end = lexer.Position;
                    break;
            }
        }
    }

    private static bool TrySkipTrivia(ref Lexer lexer)
    {
        try
        {
            lexer.SkipTrivia();
            return true;
        }
        catch (PartiQLException unterminated) when (unterminated.Found == Lexer.EndOfStatement)
        {
            return false;
        }
    }

    /// <summary>The kind of the next token; null where the text ends inside of it. What is no token is stepped over: the engine will refuse it by name.</summary>
    private static TokenKind? NextKind(ref Lexer lexer, string text)
    {
        var tokenStart = lexer.Position;
        try
        {
            return lexer.Next().Kind;
        }
        catch (PartiQLException unterminated) when (unterminated.Found == Lexer.EndOfStatement)
        {
            return null;
        }
        catch (PartiQLException)
        {
            lexer = new Lexer(text, Math.Max(lexer.Position, tokenStart + 1));
            return TokenKind.ReservedWord;
        }
    }
}
