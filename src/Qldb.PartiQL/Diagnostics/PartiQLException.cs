using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL;

/// <summary>A statement that cannot be understood, or cannot be carried out: the caller's mistake, never the engine's.</summary>
/// <remarks>
/// The message of an error with a place reads <c>Stage Error: at line L, column C: text</c>, as QLDB's did; messages that are known
/// from QLDB are given word for word.
/// </remarks>
public sealed class PartiQLException : Exception
{
    /// <summary>Makes an error without a place in the text, such as one that the ledger finds while it carries out a statement.</summary>
    /// <param name="stage">The stage that found it.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="code">QLDB's error code where one is known.</param>
    /// <param name="innerException">What caused it.</param>
    public PartiQLException(PartiQLStage stage, string message, string? code = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Stage = stage;
        Code = code;
    }

    /// <summary>The stage that found the error.</summary>
    public PartiQLStage Stage { get; }

    /// <summary>The line, from 1; null where the error has no place.</summary>
    public int? Line { get; private init; }

    /// <summary>The column in UTF-16 characters, from 1; null where the error has no place.</summary>
    public int? Column { get; private init; }

    /// <summary>What would have been right at that place; null where nothing in particular was expected.</summary>
    public string? Expected { get; private init; }

    /// <summary>What stands there instead; null where that is not the point.</summary>
    public string? Found { get; private init; }

    /// <summary>QLDB's error code (<c>412</c> a table exists already, <c>432</c> an unknown name), or null where none is known.</summary>
    public string? Code { get; }

    /// <summary>The error of a CREATE TABLE whose name an active table has.</summary>
    /// <param name="name">The table's name.</param>
    public static PartiQLException TableExists(string name) =>
        new(PartiQLStage.Semantic, $"Table with name: USER.{name} already exists", "412");

    internal static PartiQLException At(
        PartiQLStage stage,
        string text,
        int offset,
        string message,
        string? expected = null,
        string? found = null,
        string? code = null,
        Exception? innerException = null)
    {
        var (line, column) = PositionOf(text, offset);
        return new PartiQLException(stage, $"{stage} Error: at line {line}, column {column}: {message}", code, innerException)
        {
            Line = line,
            Column = column,
            Expected = expected,
            Found = found,
        };
    }

    // QLDB gave the sentence twice (partiql-dialect, section 9).
    internal static PartiQLException UnknownName(string text, SourceSpan span, string name) =>
        At(PartiQLStage.Semantic, text, span.Start, $"No such variable named '{name}'; No such variable named '{name}'", found: name, code: "432");

    internal static PartiQLException ParameterCount(int expected, int given) =>
        new(PartiQLStage.Semantic, $"Query expects {expected} parameters, but statement has {given}")
        {
            Expected = $"{expected} parameters",
            Found = $"{given} parameters",
        };

    private static (int Line, int Column) PositionOf(string text, int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
