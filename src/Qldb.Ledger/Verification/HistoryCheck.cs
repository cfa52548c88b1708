using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Compares the histories that statements read with the journal, in step with it: the next revision of a table in the journal is the next row of its history.
/// </summary>
/// <remarks>Of each table it holds one history open, and so what the store fetches of that at a time: at most 1 MiB, or 256 revisions.</remarks>
internal sealed class HistoryCheck(IStoreReader reader) : IDisposable
{
    private readonly Dictionary<QldbId, IEnumerator<StoredRevision>> _histories = [];

    /// <summary>Goes on by the revisions of the next block, and finds the first that its table's history does not have there.</summary>
    public string? FindFault(IEnumerable<StoredRevision> revisions)
    {
        foreach (var revision in revisions)
        {
            var history = HistoryOf(revision.TableId);
            if (!history.MoveNext())
            {
                return $"the history of table {revision.TableId} ends before its revision {revision.Ordinal} (document {revision.DocumentId})";
            }

            if (!DerivedStateCheck.AreSame(history.Current, revision))
            {
                return $"the history of table {revision.TableId} does not have its revision {revision.Ordinal} (document {revision.DocumentId}) "
                    + $"but one of document {history.Current.DocumentId} in block {history.Current.SequenceNo}";
            }
        }

        return null;
    }

    /// <summary>Finds a history that goes on behind the end of the journal.</summary>
    /// <param name="tableIds">All tables there are.</param>
    public string? FindSurplus(IEnumerable<QldbId> tableIds)
    {
        foreach (var tableId in tableIds)
        {
            var history = HistoryOf(tableId);
            if (history.MoveNext())
            {
                return $"The history of table {tableId} has a revision of document {history.Current.DocumentId} in block {history.Current.SequenceNo} that is not in the journal.";
            }
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var history in _histories.Values)
        {
            history.Dispose();
        }
    }

    private IEnumerator<StoredRevision> HistoryOf(QldbId tableId)
    {
        if (!_histories.TryGetValue(tableId, out var history))
        {
            _histories[tableId] = history = reader.ScanHistory(tableId, documentId: null).GetEnumerator();
        }

        return history;
    }
}
