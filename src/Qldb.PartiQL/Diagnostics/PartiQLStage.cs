namespace Qldb.PartiQL;

/// <summary>The stage of a statement's life that found an error; also the first word of its message.</summary>
public enum PartiQLStage
{
    /// <summary>Characters that make no token: an unterminated string, a malformed number or Ion literal.</summary>
    Lexer,

    /// <summary>Tokens that make no statement, or one that the dialect does not have.</summary>
    Parser,

    /// <summary>A statement whose names or parts do not fit together: an unknown table, a view that cannot be written.</summary>
    Semantic,

    /// <summary>Values that an operation cannot take, met while a statement runs.</summary>
    Evaluator,

    /// <summary>A statement or value beyond a stated limit: nesting, length, number of sources or digits.</summary>
    Limit,
}
