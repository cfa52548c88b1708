using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

/// <summary>What the parser makes of the text: names and shapes, nothing resolved. Every node knows its place.</summary>
internal abstract record SyntaxNode(SourceSpan Span);
