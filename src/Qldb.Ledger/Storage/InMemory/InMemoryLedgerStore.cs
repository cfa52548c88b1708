using System.Collections.Concurrent;
using Qldb.Ion;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>
/// A store that lives as long as its object: for tests, demonstrations and ledgers that need not outlive the process. "Durable" here means: in memory.
/// A ledger can be closed and opened again on the same store until the store is disposed.
/// </summary>
public sealed class InMemoryLedgerStore : ILedgerStore
{
    private readonly Lock _catalogGate = new();
    private readonly List<StoredTable> _catalog = [];
    private readonly OpenReaders _openReaders = new();
    private long _tip = -1;
    private bool _disposed;

    /// <summary>Makes an empty store.</summary>
    /// <param name="ledgerName">The ledger's name: 1 to 32 letters, digits and single inner hyphens, not only digits.</param>
    /// <param name="timeProvider">The clock that dates the ledger; the system's when left out.</param>
    /// <exception cref="ArgumentException">The name is not a ledger name.</exception>
    public InMemoryLedgerStore(string ledgerName, TimeProvider? timeProvider = null)
    {
        Qldb.Ledger.LedgerName.ThrowIfInvalid(ledgerName);
        timeProvider ??= TimeProvider.System;
        Identity = new StoreIdentity(ledgerName, new QldbIdGenerator(timeProvider).Next(), timeProvider.GetUtcNow(), StoreIdentity.CurrentFormatVersion);
    }

    internal InMemoryLedgerStore(StoreIdentity identity) => Identity = identity;

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public long Tip => Volatile.Read(ref _tip);

    internal ConcurrentDictionary<QldbId, TableData> Tables { get; } = new();

    internal ConcurrentDictionary<QldbId, IndexData> Indexes { get; } = new();

    internal ConcurrentDictionary<QldbId, StoredCommit> Commits { get; } = new();

    internal AppendOnlyList<(StoredBlock Block, RevisionNode[] Revisions)> Blocks { get; } = new();

    internal AppendOnlyList<AppendOnlyList<QldbHash>> MerkleLevels { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<StoredTable> LoadCatalog()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_catalogGate)
        {
            return [.. _catalog];
        }
    }

    /// <inheritdoc/>
    public void Append(IReadOnlyList<BlockWrite> blocks)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ThrowIfNotNext(blocks);
        foreach (var write in blocks)
        {
            Apply(write);
        }

        // Published last: readers name the block they see, so nothing above shows before this.
        Volatile.Write(ref _tip, blocks[^1].Block.SequenceNo);
    }

    /// <inheritdoc/>
    public IStoreReader OpenReader(long asOf)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(asOf, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asOf, Tip);
        return new InMemoryStoreReader(this, asOf, _openReaders);
    }

    /// <summary>Lets go of everything stored.</summary>
    public void Dispose() => _disposed = true;

    private void ThrowIfNotNext(IReadOnlyList<BlockWrite> blocks)
    {
        ArgumentOutOfRangeException.ThrowIfZero(blocks.Count, nameof(blocks));
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Block.SequenceNo != _tip + 1 + i)
            {
                throw new ArgumentException($"Block {blocks[i].Block.SequenceNo} cannot follow block {_tip + i}.", nameof(blocks));
            }
        }
    }

    private void Apply(BlockWrite write)
    {
        var block = write.Block with { Content = write.Block.Content.ToArray() };
        foreach (var table in write.CatalogChanges)
        {
            Apply(table);
        }

        var revisions = new RevisionNode[write.Revisions.Count];
        for (var i = 0; i < revisions.Length; i++)
        {
            revisions[i] = Tables.GetOrAdd(write.Revisions[i].TableId, static _ => new TableData()).Add(write.Revisions[i].Copy());
        }

        for (var i = 0; i < write.IndexChanges.Count; i++)
        {
            Apply(write.IndexChanges[i], block.SequenceNo);
        }

        for (var i = 0; i < write.MerkleNodes.Count; i++)
        {
            Apply(write.MerkleNodes[i]);
        }

        foreach (var redaction in write.Redactions)
        {
            Apply(redaction);
        }

        Commits[block.TransactionId] = new StoredCommit(block.TransactionId, block.CommitDigest, block.SequenceNo);
        Blocks.Add((block, revisions));
    }

    private void Apply(StoredTable table)
    {
        lock (_catalogGate)
        {
            var position = _catalog.FindIndex(known => known.TableId == table.TableId);
            if (position < 0)
            {
                _catalog.Add(table);
                return;
            }

            foreach (var dropped in _catalog[position].Indexes.ExceptBy(table.Indexes.Select(index => index.IndexId), index => index.IndexId))
            {
                Indexes.TryRemove(dropped.IndexId, out _);
            }

            _catalog[position] = table;
        }
    }

    private void Apply(IndexChange change, long sequenceNo)
    {
        var index = Indexes.GetOrAdd(change.IndexId, static _ => new IndexData());
        if (change.Kind == IndexChangeKind.Added)
        {
            index.Add(change.Key, change.DocumentId, sequenceNo);
        }
        else
        {
            index.Remove(change.DocumentId, sequenceNo, _openReaders.Oldest(_tip));
        }
    }

    private void Apply(MerkleNode node)
    {
        while (MerkleLevels.Count < node.Level)
        {
            MerkleLevels.Add(new AppendOnlyList<QldbHash>());
        }

        MerkleLevels[node.Level - 1].Add(node.Hash);
    }

    private void Apply(RedactionWrite redaction)
    {
        Tables[redaction.TableId].FindNode(redaction.DocumentId, redaction.SequenceNo)?.Redact(redaction.DataHash);
        foreach (var index in TableIndexes(redaction.TableId))
        {
            index.Forget(redaction.DocumentId);
        }
    }

    private IEnumerable<IndexData> TableIndexes(QldbId tableId)
    {
        lock (_catalogGate)
        {
            var table = _catalog.Find(known => known.TableId == tableId);
            return table is null ? [] : [.. table.Indexes.Select(index => Indexes.GetValueOrDefault(index.IndexId)).OfType<IndexData>()];
        }
    }
}
