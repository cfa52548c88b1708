using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Hashes what blocks say, that of many blocks side by side. Used by one thread at a time, again and again.</summary>
internal sealed class EntriesHasher
{
    private readonly IonHashBatch _values = new();
    private readonly HashPairs _pairs = new();
    private QldbHash[] _hashes = new QldbHash[16];
    private BlockEntries[] _entries = new BlockEntries[16];

    /// <summary>Makes the entries of blocks that have their places, and whose revisions have hashes. Valid until the next call.</summary>
    public ReadOnlySpan<BlockEntries> Hash(IReadOnlyList<BlockDraft> blocks)
    {
        var writer = ScratchWriter.Take();
        Write(blocks, writer);
        _values.AddWritten(writer);
        if (_hashes.Length < _values.Count)
        {
            _hashes = new QldbHash[_values.Count * 2];
        }

        _values.Hash(_hashes);
        ScratchWriter.Return(writer);
        if (_entries.Length < blocks.Count)
        {
            _entries = new BlockEntries[blocks.Count * 2];
        }

        TakeHashes(blocks);
        JoinEntries(_entries.AsSpan(0, blocks.Count));
        return _entries.AsSpan(0, blocks.Count);
    }

    private static void Write(IReadOnlyList<BlockDraft> blocks, IonBinaryWriter writer)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            blocks[i].Header.WriteTo(writer);
            blocks[i].TransactionInfo?.WriteTo(writer);
            if (!blocks[i].RedactionInfo.IsUndefined)
            {
                writer.WriteElement(blocks[i].RedactionInfo);
            }
        }
    }

    /// <summary>Takes the hashes in the order in which the values were written.</summary>
    private void TakeHashes(IReadOnlyList<BlockDraft> blocks)
    {
        for (var (i, next) = (0, 0); i < blocks.Count; i++)
        {
            var block = blocks[i];
            var header = _hashes[next++];
            var transactionInfo = block.TransactionInfo is null ? QldbHash.Empty : _hashes[next++];
            var redactionInfo = block.RedactionInfo.IsUndefined ? QldbHash.Empty : _hashes[next++];
            _entries[i].Hashes = new EntriesHashList(header, block.RevisionsRoot, redactionInfo, transactionInfo);
        }
    }

    /// <summary>The tree of four entries.</summary>
    private void JoinEntries(Span<BlockEntries> blocks)
    {
        foreach (ref var block in blocks)
        {
            _pairs.Add(block.Hashes.Header, block.Hashes.Revisions);
            _pairs.Add(block.Hashes.Redaction, block.Hashes.TransactionInfo);
        }

        _pairs.Join();
        for (var i = 0; i < blocks.Length; i++)
        {
            _pairs.Add(_pairs.Take(), _pairs.Take());
        }

        _pairs.Join();
        foreach (ref var block in blocks)
        {
            block.Root = _pairs.Take();
        }
    }

    /// <summary>The entries of one block, and their root.</summary>
    internal struct BlockEntries
    {
        public EntriesHashList Hashes;
        public QldbHash Root;
    }
}
