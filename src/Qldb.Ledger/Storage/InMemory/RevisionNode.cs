namespace Qldb.Ledger.Storage.InMemory;

/// <summary>A revision where it is stored, linked to the document's revision before it. Only a redaction ever changes the content.</summary>
internal sealed class RevisionNode(StoredRevision revision, RevisionNode? previous)
{
    private StoredRevision _revision = revision;

    public RevisionNode? Previous { get; } = previous;

    public StoredRevision Revision => Volatile.Read(ref _revision);

    public void Redact(Qldb.Ion.QldbHash dataHash) => Volatile.Write(ref _revision, _revision.Redact(dataHash));
}
