using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// Which revisions were current at some moment of a range of time, both ends included. A revision is current from its own time until that of the
/// document's next one; a delete is an event at its own time, after which nothing is current (partiql-dialect, section 5.3).
/// </summary>
/// <param name="start">The beginning; <see langword="null"/> for the beginning of the journal.</param>
/// <param name="end">The end; <see langword="null"/> for now.</param>
internal sealed class HistoryRange(IonTimestamp? start, IonTimestamp? end)
{
    /// <param name="revisions">The revisions of one document after the other, oldest first.</param>
    public IEnumerable<StoredRevision> Select(IEnumerable<StoredRevision> revisions) => start is null && end is null ? revisions : SelectCurrent(revisions);

    private IEnumerable<StoredRevision> SelectCurrent(IEnumerable<StoredRevision> revisions)
    {
        // The document's latest revision up to the start, until it is known that no other has replaced it by then.
        StoredRevision? atStart = null;
        foreach (var revision in revisions)
        {
            var time = JournalTime.ToIon(revision.TransactionTimeMs);
            var isUpToStart = start is { } from && time <= from;
            if (atStart is not null && !(isUpToStart && atStart.DocumentId == revision.DocumentId))
            {
                yield return atStart;
                atStart = null;
            }

            if (isUpToStart)
            {
                atStart = revision.Kind == RevisionKind.Delete && time < start ? null : revision;
            }
            else if (end is null || time <= end)
            {
                yield return revision;
            }
        }

        if (atStart is not null)
        {
            yield return atStart;
        }
    }
}
