namespace Qldb.Ledger.Storage.InMemory;

/// <summary>The revisions of one document, newest first. Readers are nearly always close to the newest one, so walking back is the short way.</summary>
internal sealed class DocumentVersions
{
    private RevisionNode? _newest;

    public RevisionNode Add(StoredRevision revision)
    {
        var node = new RevisionNode(revision, _newest);
        Volatile.Write(ref _newest, node);
        return node;
    }

    public RevisionNode? Find(long asOf)
    {
        var node = Volatile.Read(ref _newest);
        while (node is not null && node.Revision.SequenceNo > asOf)
        {
            node = node.Previous;
        }

        return node;
    }

    public IEnumerable<StoredRevision> OldestFirst(long asOf)
    {
        var revisions = new Stack<RevisionNode>();
        for (var node = Find(asOf); node is not null; node = node.Previous)
        {
            revisions.Push(node);
        }

        return revisions.Select(node => node.Revision);
    }
}
