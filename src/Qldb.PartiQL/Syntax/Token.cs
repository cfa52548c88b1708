using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

/// <summary>One token: its kind, and where it stands in the text. What it says is decoded when somebody asks.</summary>
internal readonly record struct Token(TokenKind Kind, SourceSpan Span)
{
    public bool IsReserved => Kind >= TokenKind.ReservedWord;

    public bool IsIdentifier => Kind is TokenKind.Identifier or TokenKind.QuotedIdentifier;
}
