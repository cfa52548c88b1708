using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A revision before its block has a number. Its hash does not depend on that, and is made at the latest when the block is.</summary>
/// <param name="TableId">The table; default for a revision of the catalog.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="Version">Its version.</param>
/// <param name="Kind">What kind of revision it is.</param>
/// <param name="Document">The content; undefined for a delete.</param>
internal record struct RevisionDraft(QldbId TableId, QldbId DocumentId, long Version, RevisionKind Kind, IonElement Document)
{
    /// <summary>Gets the name of the table; empty for a revision of the catalog.</summary>
    public string TableName { get; init; } = "";

    /// <summary>Gets the positions of the statements that made the revision; none for a revision of the catalog.</summary>
    public ImmutableArray<int> Statements { get; init; } = [];

    /// <summary>Gets where the content came from, if it is a parameter as it came: it is hashed there.</summary>
    public ParameterSource Source { get; init; }

    /// <summary>Gets or sets the revision's hash; that of its metadata while the other half is still to be joined.</summary>
    public QldbHash Hash { get; set; }

    /// <summary>Gets whether there is content of which nobody else makes a hash.</summary>
    public readonly bool HasOwnData => !Document.IsUndefined && Source.Statement is null;

    /// <summary>Gets the hash of content that is a parameter; empty for a delete.</summary>
    public readonly QldbHash ParameterHash => Source.Statement is { } statement ? statement.ParameterHashes[Source.Position] : QldbHash.Empty;

    public readonly StoredRevision Place(long sequenceNo, int ordinal, QldbId transactionId, long transactionTimeMs) => new()
    {
        TableId = TableId,
        DocumentId = DocumentId,
        Version = Version,
        SequenceNo = sequenceNo,
        Ordinal = ordinal,
        TransactionId = transactionId,
        TransactionTimeMs = transactionTimeMs,
        Hash = Hash,
        Kind = Kind,
        Data = Document.IsUndefined ? default : Document.AsBinary(),
    };
}
