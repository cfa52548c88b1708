using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>What a transaction has made of one document so far. Immutable; each further change makes a new one.</summary>
/// <param name="Table">The document's table.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Original">The revision the transaction began with; <see langword="null"/> for a document it inserted.</param>
/// <param name="Document">The content now; undefined when the transaction deleted the document.</param>
/// <param name="Statements">The positions of the statements that changed it.</param>
/// <param name="Source">The parameter that the content is, if it is one as it came.</param>
internal readonly record struct PendingWrite(
    TableDefinition Table, QldbId DocumentId, StoredRevision? Original, IonElement Document, ImmutableArray<int> Statements, ParameterSource Source)
{
    public bool IsDeleted => Document.IsUndefined;

    /// <summary>Gets whether the document came and went within the transaction, so that nothing of it remains.</summary>
    public bool IsNothing => IsDeleted && Original is null;

    /// <summary>Gets the version that the revision will have: a document changed several times in one transaction gets one revision.</summary>
    public long Version => Original is null ? 0 : Original.Version + 1;

    public int Size => IsDeleted ? 0 : Document.AsBinary().Length;

    public IonElement OriginalDocument => Original is null ? default : IonElement.Parse(Original.Data);
}
