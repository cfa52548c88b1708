using Qldb.PartiQL;

namespace Qldb.Testing.Cases;

/// <summary>How a statement was refused.</summary>
/// <param name="Message">The whole message.</param>
/// <param name="Code">QLDB's code, where one is known.</param>
/// <param name="Stage">The stage of the language that refused it; null where the session did, before the language saw it.</param>
internal sealed record Refusal(string Message, string? Code, PartiQLStage? Stage)
{
    public int? Line { get; private init; }

    public int? Column { get; private init; }

    public string? Expected { get; private init; }

    public string? Found { get; private init; }

    public static Refusal Of(PartiQLException error) => new(error.Message, error.Code, error.Stage)
    {
        Line = error.Line,
        Column = error.Column,
        Expected = error.Expected,
        Found = error.Found,
    };
}
