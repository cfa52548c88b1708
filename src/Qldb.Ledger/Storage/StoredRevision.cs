using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>One revision of one document, as it is stored: immutable, except that a redaction later replaces <see cref="Data"/> by <see cref="DataHash"/>.</summary>
/// <remarks>A document has at most one revision in a block. Two instances are equal by <see cref="SequenceNo"/> and <see cref="DocumentId"/> alone, which name a revision.</remarks>
public sealed class StoredRevision : IEquatable<StoredRevision>
{
    /// <summary>Gets the table; the default id is the catalog, whose documents are the tables themselves.</summary>
    public required QldbId TableId { get; init; }

    /// <summary>Gets the document; unique in the ledger.</summary>
    public required QldbId DocumentId { get; init; }

    /// <summary>Gets the version: 0 for the first revision, then 1 more each.</summary>
    public required long Version { get; init; }

    /// <summary>Gets the sequence number of the block that holds the revision.</summary>
    public required long SequenceNo { get; init; }

    /// <summary>Gets the position among the block's revisions, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Gets the transaction that wrote the revision.</summary>
    public required QldbId TransactionId { get; init; }

    /// <summary>Gets the transaction's time in milliseconds since 1970-01-01 UTC (<c>metadata.txTime</c>).</summary>
    public required long TransactionTimeMs { get; init; }

    /// <summary>Gets the revision's hash, a leaf of the block's revision tree.</summary>
    public required QldbHash Hash { get; init; }

    /// <summary>Gets what kind of revision this is.</summary>
    public required RevisionKind Kind { get; init; }

    /// <summary>Gets the value as self-contained Ion binary; empty for <see cref="RevisionKind.Delete"/> and <see cref="RevisionKind.Redacted"/>.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Gets the Ion hash of the removed data; empty unless <see cref="Kind"/> is <see cref="RevisionKind.Redacted"/>.</summary>
    public QldbHash DataHash { get; init; }

    /// <summary>Makes the revision as it is after a redaction: without data, with the hash of what was there.</summary>
    public StoredRevision Redact(QldbHash dataHash) => With(RevisionKind.Redacted, data: default, dataHash);

    /// <summary>Makes the same revision with data of its own.</summary>
    internal StoredRevision Copy() => With(Kind, Data.ToArray(), DataHash);

    private StoredRevision With(RevisionKind kind, ReadOnlyMemory<byte> data, QldbHash dataHash) => new()
    {
        TableId = TableId,
        DocumentId = DocumentId,
        Version = Version,
        SequenceNo = SequenceNo,
        Ordinal = Ordinal,
        TransactionId = TransactionId,
        TransactionTimeMs = TransactionTimeMs,
        Hash = Hash,
        Kind = kind,
        Data = data,
        DataHash = dataHash,
    };

    /// <inheritdoc/>
    public bool Equals(StoredRevision? other) => other is not null && SequenceNo == other.SequenceNo && DocumentId == other.DocumentId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoredRevision);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SequenceNo, DocumentId);
}
