namespace Qldb.PartiQL.Diagnostics;

/// <summary>A stretch of a statement's text, in UTF-16 characters.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public SourceSpan To(SourceSpan last) => new(Start, last.End - Start);

    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}
