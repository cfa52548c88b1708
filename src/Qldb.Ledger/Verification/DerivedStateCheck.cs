using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Compares what statements read with the journal: each table's history is exactly its revisions in the journal, each table has exactly the documents that the
/// journal leaves it, each as its last block has it, and each index leads to exactly those, under the keys that they have. To be asked once the journal itself
/// has been verified.
/// </summary>
/// <remarks>It notes each document of the ledger while the journal goes by, and ticks it off: about 100 bytes of memory for each.</remarks>
internal sealed class DerivedStateCheck
{
    private const int StepsBetweenChecks = 256;

    private readonly Dictionary<QldbId, Noted> _documents = [];
    private readonly Dictionary<QldbId, long> _revisionCounts = [];
    private Action _keepGoing = () => { };
    private int _steps;

    /// <summary>Notes the next revision of the journal.</summary>
    public void Add(StoredRevision revision)
    {
        _documents[revision.DocumentId] = new Noted { LastBlock = revision.SequenceNo, IsDeleted = revision.Kind == RevisionKind.Delete };
        CollectionsMarshal.GetValueRefOrAddDefault(_revisionCounts, revision.TableId, out _)++;
    }

    /// <summary>Finds the first document that is not what the journal says.</summary>
    /// <param name="reader">A view of the store as of the end of the journal.</param>
    /// <param name="tables">The tables there are, with the definitions of the journal.</param>
    /// <param name="isIndexDropped">Tells whether an index has been dropped since, and its entries with it.</param>
    /// <param name="keepGoing">Called now and then; throws to end the comparison.</param>
    public string? FindFault(IStoreReader reader, IEnumerable<StoredRevision> tables, Func<QldbId, bool> isIndexDropped, Action keepGoing)
    {
        _keepGoing = keepGoing;
        if ((FindHistoryFault(reader, default) ?? FindTableFault(reader, default)) is { } catalogFault)
        {
            return catalogFault;
        }

        foreach (var table in tables)
        {
            if ((FindHistoryFault(reader, table.DocumentId) ?? FindTableFault(reader, table.DocumentId) ?? FindIndexFault(reader, table, isIndexDropped)) is { } fault)
            {
                return fault;
            }
        }

        foreach (var (documentId, noted) in _documents)
        {
            if (!noted.IsDeleted && !noted.IsInTable)
            {
                return $"Document {documentId}, which block {noted.LastBlock} was the last to change, is missing from its table.";
            }
        }

        return null;
    }

    /// <summary>Revisions that are the journal's, all different, and as many as the journal has: these are all.</summary>
    private string? FindHistoryFault(IStoreReader reader, QldbId tableId)
    {
        var missing = _revisionCounts.GetValueOrDefault(tableId);
        StoredRevision? previous = null;
        foreach (var revision in reader.ScanHistory(tableId, documentId: null))
        {
            Step();
            if (revision.TableId != tableId || !reader.TryGetRevision(revision.SequenceNo, revision.Ordinal, out var journalled) || !AreSame(revision, journalled))
            {
                return $"The history of table {tableId} has a revision of document {revision.DocumentId} that is not what block {revision.SequenceNo} says.";
            }

            if (!IsNext(revision, previous))
            {
                return $"The history of table {tableId} has the revision of document {revision.DocumentId} in block {revision.SequenceNo} twice, or not in its place.";
            }

            previous = revision;
            missing--;
        }

        return missing == 0 ? null : $"The history of table {tableId} lacks {missing} of the {_revisionCounts[tableId]} revisions that the journal has.";
    }

    /// <summary>Whether a revision follows the one before it in its document's history, or begins that of a document for the first time.</summary>
    private bool IsNext(StoredRevision revision, StoredRevision? previous)
    {
        if (previous?.DocumentId == revision.DocumentId)
        {
            return revision.SequenceNo > previous.SequenceNo;
        }

        ref var noted = ref CollectionsMarshal.GetValueRefOrAddDefault(_documents, revision.DocumentId, out _);
        var isFirst = !noted.IsInHistory;
        noted.IsInHistory = true;
        return isFirst;
    }

    private string? FindTableFault(IStoreReader reader, QldbId tableId)
    {
        foreach (var document in reader.ScanTable(tableId))
        {
            Step();
            if (FindDocumentFault(reader, tableId, document) is { } reason)
            {
                return $"Table {tableId} is not as the journal left it: document {document.DocumentId} {reason}.";
            }
        }

        return null;
    }

    private string? FindDocumentFault(IStoreReader reader, QldbId tableId, StoredRevision document)
    {
        ref var noted = ref CollectionsMarshal.GetValueRefOrNullRef(_documents, document.DocumentId);
        if (Unsafe.IsNullRef(ref noted))
        {
            return "is not in the journal";
        }

        if (noted.IsDeleted)
        {
            return "is still there, although the journal has deleted it";
        }

        if (document.SequenceNo != noted.LastBlock)
        {
            return $"is as of block {document.SequenceNo}, but block {noted.LastBlock} was the last to change it";
        }

        if (noted.IsInTable)
        {
            return "is there twice";
        }

        noted.IsInTable = true;
        if (document.TableId != tableId || !reader.TryGetRevision(document.SequenceNo, document.Ordinal, out var journalled) || !AreSame(document, journalled))
        {
            return $"is not what block {document.SequenceNo} says";
        }

        return reader.TryGetDocument(tableId, document.DocumentId, out var byId) && AreSame(byId, journalled)
            ? null
            : $"is not found by its id as block {document.SequenceNo} has it";
    }

    private string? FindIndexFault(IStoreReader reader, StoredRevision table, Func<QldbId, bool> isIndexDropped)
    {
        foreach (var index in IndexesOf(table))
        {
            if (FindEntryFault(reader, table.DocumentId, index) is { } reason && !isIndexDropped(index.IndexId))
            {
                return $"Index {index.IndexId} on field {index.Field} of table {table.DocumentId} is not what its documents make: {reason}.";
            }
        }

        return null;
    }

    private string? FindEntryFault(IStoreReader reader, QldbId tableId, StoredIndex index)
    {
        var indexed = new HashSet<QldbId>();
        foreach (var entry in reader.ScanIndex(index.IndexId))
        {
            Step();
            var isDocument = reader.TryGetDocument(tableId, entry.DocumentId, out var document);
            if (!isDocument || (!IsRedacted(document!) && !HasKey(document!, index, entry.Key)))
            {
                return $"it leads to document {entry.DocumentId} under a key that this document does not have";
            }

            indexed.Add(entry.DocumentId);
        }

        foreach (var document in reader.ScanTable(tableId))
        {
            Step();
            if (!indexed.Contains(document.DocumentId) && !KeyOf(document, index).IsEmpty)
            {
                return $"it lacks the entry of document {document.DocumentId}";
            }
        }

        return null;
    }

    private static bool HasKey(StoredRevision document, StoredIndex index, ReadOnlyMemory<byte> key)
        => KeyOf(document, index) is { IsEmpty: false } own && own.Span.SequenceEqual(key.Span);

    private static ReadOnlyMemory<byte> KeyOf(StoredRevision document, StoredIndex index)
        => document.Data.IsEmpty ? default : IndexKeys.OfField(IonElement.Parse(document.Data), index.Field);

    /// <summary>The indexes as the table's document in the journal lists them: <c>{indexId: "…", expr: "[field]", …}</c>.</summary>
    private static IEnumerable<StoredIndex> IndexesOf(StoredRevision table)
    {
        foreach (var index in IonElement.Parse(table.Data).GetField("indexes").EnumerateElements())
        {
            yield return new StoredIndex(QldbId.Parse(index.GetField("indexId").GetString()), index.GetField("expr").GetString()[1..^1]);
        }
    }

    /// <summary>Tells whether two reads of a revision gave the same; it may have been redacted between them.</summary>
    private static bool AreSame(StoredRevision left, StoredRevision right)
        => ReferenceEquals(left, right) || (HaveSamePlace(left, right) && left.Hash == right.Hash && (IsRedacted(left) || IsRedacted(right) || HaveSameData(left, right)));

    private static bool HaveSamePlace(StoredRevision left, StoredRevision right)
        => left.TableId == right.TableId && left.DocumentId == right.DocumentId && left.Version == right.Version && left.SequenceNo == right.SequenceNo
            && left.Ordinal == right.Ordinal && left.TransactionId == right.TransactionId && left.TransactionTimeMs == right.TransactionTimeMs;

    private static bool HaveSameData(StoredRevision left, StoredRevision right)
        => left.Kind == right.Kind && left.DataHash == right.DataHash && left.Data.Span.SequenceEqual(right.Data.Span);

    // Since the verified block it may have been deleted and redacted; until then no block redacts a revision that is the last.
    private static bool IsRedacted(StoredRevision document) => document.Kind == RevisionKind.Redacted;

    private void Step()
    {
        if (++_steps % StepsBetweenChecks == 0)
        {
            _keepGoing();
        }
    }

    /// <summary>What the journal says of a document, and where it has been found since.</summary>
    private struct Noted
    {
        public long LastBlock;
        public bool IsDeleted;
        public bool IsInHistory;
        public bool IsInTable;
    }
}
