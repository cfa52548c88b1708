using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>Finds the revision that a redaction names, and tells why it may not be redacted if so.</summary>
internal sealed class RedactionRequest(IStoreReader reader, QldbId strandId, LedgerCatalog catalog)
{
    public Redaction Find(IonElement blockAddress, string tableId, string documentId)
    {
        if (!BlockAddress.TryParse(blockAddress, out var address) || address.StrandId != strandId)
        {
            throw Refused($"{blockAddress} is not a block address of this ledger; it has the form {{strandId:\"{strandId}\",sequenceNo:14}}.");
        }

        if (!QldbId.TryParse(tableId, out var table) || catalog.Find(table) is null)
        {
            throw Refused($"No table with id: {tableId}");
        }

        if (!QldbId.TryParse(documentId, out var document) || reader.FindRevision(address.SequenceNo, document) is not { } revision || revision.TableId != table)
        {
            throw Refused($"Block {address.SequenceNo} has no revision of a document {documentId} of table {tableId}.");
        }

        ThrowIfNotRedactable(revision);
        return new Redaction(address, table, document, revision.Version, QldbHash.OfIonBinary(revision.Data.Span));
    }

    private void ThrowIfNotRedactable(StoredRevision revision)
    {
        if (revision.Kind != RevisionKind.Document)
        {
            var what = revision.Kind == RevisionKind.Redacted ? "is redacted already" : "has no data";
            throw Refused($"Version {revision.Version} of document {revision.DocumentId} {what}.");
        }

        if (!reader.TryGetDocument(revision.TableId, revision.DocumentId, out var latest) || latest.SequenceNo == revision.SequenceNo)
        {
            throw Refused($"Version {revision.Version} of document {revision.DocumentId} is its current revision: update or delete the document first.");
        }
    }

    private static PartiQLException Refused(string reason) => new(PartiQLStage.Semantic, $"The revision cannot be redacted: {reason}");
}
