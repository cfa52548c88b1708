using System.Collections.Concurrent;
using Qldb.Ion;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>The documents of one table.</summary>
internal sealed class TableData
{
    private readonly ConcurrentDictionary<QldbId, DocumentVersions> _documents = new();
    private readonly AppendOnlyList<DocumentVersions> _creationOrder = new();
    private readonly AppendOnlyList<RevisionNode> _history = new();

    public RevisionNode Add(StoredRevision revision)
    {
        if (!_documents.TryGetValue(revision.DocumentId, out var document))
        {
            document = new DocumentVersions();
            _documents[revision.DocumentId] = document;
            _creationOrder.Add(document);
        }

        var node = document.Add(revision);
        _history.Add(node);
        return node;
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
        for (var i = 0L; i < _history.Count && _history[i].Revision is var revision && revision.SequenceNo <= asOf; i++)
        {
            yield return revision;
        }
    }

    public IEnumerable<StoredRevision> History(QldbId documentId, long asOf)
        => _documents.TryGetValue(documentId, out var document) ? document.OldestFirst(asOf) : [];
}
