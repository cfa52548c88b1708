using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// Which revisions were current at some moment of a range of time, both ends included. A revision is current from its own time until that of the
/// document's next one; a delete is an event at its own time, after which nothing is current (partiql-dialect, section 5.3).
/// </summary>
/// <param name="reader">Where the revisions come from.</param>
/// <param name="start">The beginning; <see langword="null"/> for the beginning of the journal.</param>
/// <param name="end">The end; <see langword="null"/> for now.</param>
/// <param name="memoryBytes">How much memory may go into remembering what was current at the start.</param>
internal sealed class HistoryRange(IStoreReader reader, IonTimestamp? start, IonTimestamp? end, long memoryBytes)
{
    // An entry of the dictionary below, and the room it keeps free.
    private const int BytesPerDocument = 96;

    /// <param name="revisions">The revisions of a table or a document, oldest first.</param>
    public IEnumerable<StoredRevision> Select(IEnumerable<StoredRevision> revisions)
    {
        // The block of the latest revision at or before the start of each document that none of the range has replaced yet.
        var currentAtStart = new Dictionary<QldbId, long>();
        foreach (var revision in revisions)
        {
            if (start is null && end is null)
            {
                yield return revision;
                continue;
            }

            var time = JournalTime.ToIon(revision.TransactionTimeMs);
            if (start is { } from && time <= from)
            {
                Remember(currentAtStart, revision, isDeleteBefore: revision.Kind == RevisionKind.Delete && time < from);
                continue;
            }

            if (currentAtStart.Remove(revision.DocumentId, out var replaced))
            {
                yield return Read(revision.DocumentId, replaced);
            }

            if (end is null || time <= end)
            {
                yield return revision;
            }
        }

        foreach (var (documentId, sequenceNo) in currentAtStart)
        {
            yield return Read(documentId, sequenceNo);
        }
    }

    private void Remember(Dictionary<QldbId, long> currentAtStart, StoredRevision revision, bool isDeleteBefore)
    {
        if (isDeleteBefore)
        {
            currentAtStart.Remove(revision.DocumentId);
            return;
        }

        currentAtStart[revision.DocumentId] = revision.SequenceNo;
        if ((long)currentAtStart.Count * BytesPerDocument > memoryBytes)
        {
            throw new PartiQLException(
                PartiQLStage.Limit,
                $"Limit Error: history() with a start has to remember {currentAtStart.Count} documents, more than the limit of {memoryBytes} bytes for statements allows; "
                + "ask for single documents by metadata.id, or raise the limit");
        }
    }

    private StoredRevision Read(QldbId documentId, long sequenceNo)
        => reader.TryGetRevision(sequenceNo, documentId, out var revision)
            ? revision
            : throw new StoreException($"Block {sequenceNo} has lost its revision of document {documentId}: the store is damaged.");
}
