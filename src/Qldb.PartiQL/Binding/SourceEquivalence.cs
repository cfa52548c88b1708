using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

/// <summary>Whether two pieces of a statement are written with the same tokens: how a select item is known to be a group key.</summary>
internal static class SourceEquivalence
{
    public static bool AreSame(string text, SourceSpan left, SourceSpan right)
    {
        var (leftText, rightText) = (left.Of(text).ToString(), right.Of(text).ToString());
        var (leftLexer, rightLexer) = (new Lexer(leftText), new Lexer(rightText));
        while (true)
        {
            var (a, b) = (leftLexer.Next(), rightLexer.Next());
            if (a.Kind != b.Kind || (!a.IsReserved && !a.Span.Of(leftText).SequenceEqual(b.Span.Of(rightText))))
            {
                return false;
            }

            if (a.Kind == TokenKind.End)
            {
                return true;
            }
        }
    }
}
