using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Binding;

/// <summary>One origin of rows and the slots it fills.</summary>
/// <param name="Span">Its place in the text, aliases included.</param>
/// <param name="Names">What it is bound to.</param>
/// <param name="Reads">The sources that must have a row before this one can be read: those its own expression uses.</param>
internal abstract record BoundSource(SourceSpan Span, BoundNames Names, ulong Reads)
{
    /// <summary>The bit of this source.</summary>
    public ulong Bit => 1UL << Names.Ordinal;

    public int Slot => Names.Slot;
}

/// <summary>A user, committed or system view.</summary>
internal sealed record BoundTable(SourceSpan Span, BoundNames Names, ITable Table) : BoundSource(Span, Names, 0);

internal sealed record BoundHistory(SourceSpan Span, BoundNames Names, ITable Table, BoundExpression? Start, BoundExpression? End)
    : BoundSource(Span, Names, 0);

/// <summary>The elements of a collection.</summary>
internal sealed record BoundUnnest(SourceSpan Span, BoundNames Names, BoundExpression Collection)
    : BoundSource(Span, Names, Collection.Sources);

/// <summary>The rows of a query in FROM position.</summary>
internal sealed record BoundDerived(SourceSpan Span, BoundNames Names, BoundSelect Select, ulong Reads)
    : BoundSource(Span, Names, Reads);

/// <summary>
/// The names of a source. Its slots follow one another: value, position (<c>AT</c>), document id (<c>BY</c>); the latter two are
/// there only if named or wanted.
/// </summary>
/// <param name="Ordinal">Number of the source within the statement.</param>
/// <param name="Slot">Slot of the value.</param>
/// <param name="Alias">Name of the value; null where it has none.</param>
/// <param name="At">Name of the position.</param>
/// <param name="By">Name of the document id.</param>
/// <param name="HasPosition">Whether there is a slot for the position.</param>
/// <param name="HasDocumentId">Whether there is a slot for the document id.</param>
internal sealed record BoundNames(int Ordinal, int Slot, string? Alias, string? At, string? By, bool HasPosition, bool HasDocumentId)
{
    public int? AtSlot => HasPosition ? Slot + 1 : null;

    public int? BySlot => !HasDocumentId ? null : Slot + (HasPosition ? 2 : 1);

    public int EndSlot => Slot + 1 + (HasPosition ? 1 : 0) + (HasDocumentId ? 1 : 0);
}
