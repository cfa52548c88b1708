using System.Collections.Concurrent;
using Qldb.Ion;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>The documents of one table.</summary>
internal sealed class TableData
{
    private readonly ConcurrentDictionary<QldbId, DocumentVersions> _documents = new();
    private readonly AppendOnlyList<DocumentVersions> _creationOrder = new();

    public RevisionNode Add(StoredRevision revision)
    {
        if (!_documents.TryGetValue(revision.DocumentId, out var document))
        {
            document = new DocumentVersions();
            _documents[revision.DocumentId] = document;
            _creationOrder.Add(document);
        }

        return document.Add(revision);
    }

    public StoredRevision? Find(QldbId documentId, long asOf)
        => _documents.TryGetValue(documentId, out var document) ? document.Find(asOf)?.Revision : null;

    public RevisionNode? FindNode(QldbId documentId, long sequenceNo)
        => _documents.TryGetValue(documentId, out var document) && document.Find(sequenceNo) is { } node && node.Revision.SequenceNo == sequenceNo ? node : null;

    public IEnumerable<StoredRevision> Scan(long asOf)
    {
        for (var i = 0L; i < _creationOrder.Count; i++)
        {
            if (_creationOrder[i].Find(asOf)?.Revision is { Kind: not RevisionKind.Delete } revision)
            {
                yield return revision;
            }
        }
    }

    public IEnumerable<StoredRevision> History(long asOf)
    {
        for (var i = 0L; i < _creationOrder.Count; i++)
        {
            foreach (var revision in _creationOrder[i].OldestFirst(asOf))
            {
                yield return revision;
            }
        }
    }

    public IEnumerable<StoredRevision> History(QldbId documentId, long asOf)
        => _documents.TryGetValue(documentId, out var document) ? document.OldestFirst(asOf) : [];
}
