using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// Which revisions were current at some moment of a range of time, both ends included. A revision is current from its own time until that of the
/// document's next one; a delete is an event at its own time, after which nothing is current (partiql-dialect, section 5.3).
/// </summary>
internal static class HistoryRange
{
    /// <param name="revisions">The revisions of a table or a document, oldest first.</param>
    /// <param name="start">The beginning; <see langword="null"/> for the beginning of the journal.</param>
    /// <param name="end">The end; <see langword="null"/> for now.</param>
    public static IEnumerable<StoredRevision> Select(IEnumerable<StoredRevision> revisions, IonTimestamp? start, IonTimestamp? end)
    {
        // The latest revision at or before the start of each document that none of the range has replaced yet.
        var currentAtStart = new Dictionary<QldbId, StoredRevision>();
        foreach (var revision in revisions)
        {
            var time = JournalTime.ToIon(revision.TransactionTimeMs);
            if (start is { } from && time <= from)
            {
                currentAtStart[revision.DocumentId] = revision;
                continue;
            }

            if (currentAtStart.Remove(revision.DocumentId, out var replaced) && IsCurrentAt(replaced, start!.Value))
            {
                yield return replaced;
            }

            if (end is null || time <= end)
            {
                yield return revision;
            }
        }

        foreach (var revision in currentAtStart.Values)
        {
            if (IsCurrentAt(revision, start!.Value))
            {
                yield return revision;
            }
        }
    }

    private static bool IsCurrentAt(StoredRevision revision, IonTimestamp start)
        => revision.Kind != RevisionKind.Delete || JournalTime.ToIon(revision.TransactionTimeMs).CompareTo(start) == 0;
}
