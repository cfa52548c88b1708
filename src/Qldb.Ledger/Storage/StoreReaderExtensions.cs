using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>Questions that every store answers alike.</summary>
internal static class StoreReaderExtensions
{
    /// <summary>Finds the revision of a document that one block holds; there is at most one.</summary>
    public static StoredRevision? FindRevision(this IStoreReader reader, long sequenceNo, QldbId documentId)
        => reader.GetBlockRevisions(sequenceNo).FirstOrDefault(revision => revision.DocumentId == documentId);
}
