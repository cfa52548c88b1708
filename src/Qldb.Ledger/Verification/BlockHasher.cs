using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Recomputes every hash of some blocks, all of them side by side. No hash waits for that of another block, because each block is checked against the
/// hash that is stored with the one before it. Used by one thread at a time, again and again.
/// </summary>
internal sealed class BlockHasher : IDisposable
{
    private readonly IonHashBatch _batch = new();
    private readonly IonBinaryWriter _writer = new();
    private QldbHash[] _hashes = [];
    private QldbHash[] _left = [];
    private QldbHash[] _right = [];

    /// <summary>Hashes the blocks and compares them with what is stored. What is wrong shows in each block.</summary>
    public void Check(ReadOnlySpan<StoredBlockCheck> blocks)
    {
        var sound = new List<StoredBlockCheck>(blocks.Length);
        foreach (var block in blocks)
        {
            if (block.Fault is null)
            {
                sound.Add(block);
            }
        }

        Hash(sound);
        foreach (var block in sound)
        {
            if (block.Fault is null)
            {
                block.Compare();
            }
        }
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>A block that cannot be hashed spoils those hashed with it; then each goes alone.</summary>
    private void Hash(List<StoredBlockCheck> blocks)
    {
        try
        {
            HashTogether(blocks);
        }
        catch (Exception malformed) when (StoredBlockCheck.IsMalformed(malformed))
        {
            if (blocks.Count == 1)
            {
                blocks[0].Fail(malformed);
                return;
            }

            blocks.ForEach(block => Hash([block]));
        }
    }

    private void HashTogether(List<StoredBlockCheck> blocks)
    {
        HashValues(blocks);
        JoinRevisions(blocks);
        JoinEntries(blocks);
        JoinStatements(blocks);
    }

    /// <summary>For each block header and transaction id, which are stored otherwise, then its infos, then metadata and data of its revisions.</summary>
    private void HashValues(List<StoredBlockCheck> blocks)
    {
        _writer.Reset();
        _writer.StepIn(IonType.List);
        foreach (var block in blocks)
        {
            block.Header.WriteTo(_writer);
            IdWriter.Write(_writer, block.Header.TransactionId);
            foreach (var revision in block.Revisions)
            {
                RevisionWriter.MetadataOf(revision).WriteTo(_writer);
            }
        }

        _writer.StepOut();
        var written = IonElement.Parse(_writer.WrittenMemory).EnumerateElements();
        foreach (var block in blocks)
        {
            Add(Next(ref written));
            Add(Next(ref written));
            Add(block.TransactionInfo);
            Add(block.RedactionInfo);
            foreach (var data in block.Data)
            {
                Add(Next(ref written));
                Add(data);
            }
        }

        if (_hashes.Length < _batch.Count)
        {
            _hashes = new QldbHash[_batch.Count * 2];
        }

        _batch.Hash(_hashes);

        static IonElement Next(ref IonElement.ElementEnumerator elements)
        {
            elements.MoveNext();
            return elements.Current;
        }
    }

    private void Add(IonElement value)
    {
        if (!value.IsUndefined)
        {
            _batch.Add(value);
        }
    }

    /// <summary>Takes the hashes in the order in which the values were added, and joins those of metadata and data.</summary>
    private void JoinRevisions(List<StoredBlockCheck> blocks)
    {
        var (position, count) = (0, 0);
        Reserve(blocks.Sum(block => block.Revisions.Length));
        foreach (var block in blocks)
        {
            var header = _hashes[position++];
            block.CommitDigest = _hashes[position++];
            var transactionInfo = block.TransactionInfo.IsUndefined ? QldbHash.Empty : _hashes[position++];
            var redactionInfo = block.RedactionInfo.IsUndefined ? QldbHash.Empty : _hashes[position++];
            block.Entries = new EntriesHashList(header, RevisionsRoot(block.Revisions), redactionInfo, transactionInfo);
            for (var i = 0; i < block.Data.Length; i++, count++)
            {
                _left[count] = _hashes[position++];
                _right[count] = block.Data[i].IsUndefined ? block.Revisions[i].DataHash : _hashes[position++];
            }
        }

        Join(count);
        var joined = _left.AsSpan(0, count);
        foreach (var block in blocks)
        {
            joined[..block.Revisions.Length].CopyTo(block.RevisionHashes);
            joined = joined[block.Revisions.Length..];
        }
    }

    /// <summary>The tree of four entries, then the chain.</summary>
    private void JoinEntries(List<StoredBlockCheck> blocks)
    {
        var count = blocks.Count;
        Reserve(2 * count);
        for (var i = 0; i < count; i++)
        {
            var entries = blocks[i].Entries;
            (_left[i], _right[i]) = (entries.Header, entries.Revisions);
            (_left[count + i], _right[count + i]) = (entries.Redaction, entries.TransactionInfo);
        }

        Join(2 * count);
        _left.AsSpan(count, count).CopyTo(_right);
        Join(count);
        for (var i = 0; i < count; i++)
        {
            blocks[i].EntriesHash = _left[i];
            _right[i] = blocks[i].PreviousBlockHash;
        }

        Join(count);
        for (var i = 0; i < count; i++)
        {
            blocks[i].BlockHash = _left[i];
        }
    }

    /// <summary>A commit digest begins with the transaction's id and takes in one statement after the other; here, the first of each block, then the second.</summary>
    private void JoinStatements(List<StoredBlockCheck> blocks)
    {
        Reserve(blocks.Count);
        for (var statement = 0; ; statement++)
        {
            blocks = [.. blocks.Where(block => block.StatementDigests.Length > statement)];
            if (blocks.Count == 0)
            {
                return;
            }

            for (var i = 0; i < blocks.Count; i++)
            {
                (_left[i], _right[i]) = (blocks[i].CommitDigest, blocks[i].StatementDigests[statement]);
            }

            var joined = _left.AsSpan(0, blocks.Count);
            QldbHash.DotAll(joined, _right.AsSpan(0, blocks.Count), joined);
            for (var i = 0; i < blocks.Count; i++)
            {
                blocks[i].CommitDigest = joined[i];
            }
        }
    }

    private void Join(int count) => JournalHash.DotAll(_left.AsSpan(0, count), _right.AsSpan(0, count), _left.AsSpan(0, count));

    private void Reserve(int count)
    {
        if (_left.Length < count)
        {
            (_left, _right) = (new QldbHash[count * 2], new QldbHash[count * 2]);
        }
    }

    private static QldbHash RevisionsRoot(StoredRevision[] revisions)
        => revisions.Length == 1 ? revisions[0].Hash : MerkleTree.Root([.. revisions.Select(revision => revision.Hash)]);
}
