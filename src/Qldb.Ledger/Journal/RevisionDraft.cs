using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A revision before its block has a number. Its hash does not depend on that.</summary>
internal readonly record struct RevisionDraft(QldbId TableId, QldbId DocumentId, long Version, RevisionKind Kind, ReadOnlyMemory<byte> Data, QldbHash Hash)
{
    public StoredRevision Place(long sequenceNo, int ordinal, QldbId transactionId, long transactionTimeMs) => new()
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
        Data = Data,
    };
}
