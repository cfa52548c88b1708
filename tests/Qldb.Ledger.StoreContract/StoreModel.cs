using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>The plainest store there could be: a list of blocks, and every answer found by walking it. What real stores are compared with.</summary>
public sealed class StoreModel
{
    private readonly List<BlockWrite> _blocks = [];
    private readonly Dictionary<StoredRevision, QldbHash> _redacted = [];

    public long Tip => _blocks.Count - 1;

    public void Append(BlockWrite block)
    {
        _blocks.Add(block);
        foreach (var redaction in block.Redactions)
        {
            _redacted[_blocks[(int)redaction.SequenceNo].Revisions.Single(revision => revision.DocumentId == redaction.DocumentId)] = redaction.DataHash;
        }
    }

    public IEnumerable<StoredTable> Catalog()
        => _blocks.SelectMany(block => block.CatalogChanges).GroupBy(table => table.TableId).Select(states => states.Last());

    public IEnumerable<StoredRevision> History(long asOf, QldbId tableId)
        => _blocks.Take((int)asOf + 1).SelectMany(block => block.Revisions).Where(revision => revision.TableId == tableId).Select(Present);

    /// <summary>The same, document after document.</summary>
    public IEnumerable<StoredRevision> Histories(long asOf, QldbId tableId)
        => History(asOf, tableId).GroupBy(revision => revision.DocumentId).SelectMany(revisions => revisions);

    public StoredRevision? Document(long asOf, QldbId tableId, QldbId documentId)
        => History(asOf, tableId).LastOrDefault(revision => revision.DocumentId == documentId);

    public IEnumerable<StoredRevision> Table(long asOf, QldbId tableId)
        => History(asOf, tableId).GroupBy(revision => revision.DocumentId).Select(revisions => revisions.Last()).Where(revision => revision.Kind != RevisionKind.Delete);

    public IEnumerable<StoredRevision> Lookup(long asOf, QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key)
        => _blocks.Take((int)asOf + 1).SelectMany(block => block.IndexChanges).Where(change => change.IndexId == indexId)
            .GroupBy(change => change.DocumentId).Select(changes => changes.Last())
            .Where(change => change.Kind == IndexChangeKind.Added && change.Key.Span.SequenceEqual(key.Span))
            .Select(change => Document(asOf, tableId, change.DocumentId)!);

    public IEnumerable<StoredIndexEntry> IndexEntries(long asOf, QldbId indexId)
        => _blocks.Take((int)asOf + 1).SelectMany(block => block.IndexChanges).Where(change => change.IndexId == indexId)
            .GroupBy(change => change.DocumentId).Select(changes => changes.Last())
            .Where(change => change.Kind == IndexChangeKind.Added).Select(change => new StoredIndexEntry(change.Key, change.DocumentId));

    public IEnumerable<StoredBlock> Blocks(long asOf) => _blocks.Take((int)asOf + 1).Select(block => block.Block);

    public IEnumerable<StoredRevision> BlockRevisions(long sequenceNo) => _blocks[(int)sequenceNo].Revisions.Select(Present);

    private StoredRevision Present(StoredRevision revision) => _redacted.TryGetValue(revision, out var dataHash) ? revision.Redact(dataHash) : revision;
}
