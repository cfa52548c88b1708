using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// Makes the hashes that commits need, those of many side by side: one transaction alone would leave most lanes of the processor empty. Used by one
/// thread at a time, again and again.
/// </summary>
internal sealed class CommitHasher(StatementHashes texts)
{
    private readonly List<(LedgerTransaction Transaction, BlockDraft? Block)> _transactions = [];
    private readonly List<ExecutedStatement> _statements = [];
    private readonly IonHashBatch _values = new();
    private readonly HashPairs _pairs = new();
    private QldbHash[] _hashes = new QldbHash[64];

    /// <summary>Adds a transaction, whose statements are to be hashed as far as they are not yet, and the block that it is to become, if any.</summary>
    public void Add(LedgerTransaction transaction, BlockDraft? block = null)
    {
        _transactions.Add((transaction, block));
        _statements.AddRange(transaction.UnhashedStatements);
    }

    /// <summary>Hashes what was added. Then the transactions know their digests, and the revisions of their blocks have hashes.</summary>
    public void Hash()
    {
        var writer = ScratchWriter.Take();
        AddValues(writer);
        TakeHashes(HashValues());
        ScratchWriter.Return(writer);
        JoinRevisions();
        JoinParameters();
        JoinStatements();
        _transactions.Clear();
        _statements.Clear();
    }

    /// <summary>First ids and metadata, which have to be written for it, then parameters, then the data of revisions that were no parameters.</summary>
    private void AddValues(IonBinaryWriter writer)
    {
        foreach (var (transaction, block) in _transactions)
        {
            IdWriter.Write(writer, transaction.Id);
            for (var i = 0; i < block?.Revisions.Length; i++)
            {
                block.MetadataOf(i).WriteTo(writer);
            }
        }

        _values.AddWritten(writer);
        foreach (var statement in _statements)
        {
            for (var i = 0; i < statement.Parameters.Count; i++)
            {
                _values.Add(statement.Parameters[i]);
            }
        }

        foreach (var (_, block) in _transactions)
        {
            for (var i = 0; i < block?.Revisions.Length; i++)
            {
                if (block.Revisions[i].HasOwnData)
                {
                    _values.Add(block.Revisions[i].Document);
                }
            }
        }
    }

    private ReadOnlySpan<QldbHash> HashValues()
    {
        var count = _values.Count;
        if (_hashes.Length < count)
        {
            _hashes = new QldbHash[count * 2];
        }

        _values.Hash(_hashes);
        return _hashes.AsSpan(0, count);
    }

    /// <summary>Takes the hashes in the order in which the values were added. Those of metadata and data make pairs.</summary>
    private void TakeHashes(ReadOnlySpan<QldbHash> hashes)
    {
        var next = 0;
        foreach (var (transaction, block) in _transactions)
        {
            transaction.BeginDigest(hashes[next++]);
            for (var i = 0; i < block?.Revisions.Length; i++)
            {
                block.Revisions[i].Hash = hashes[next++];
            }
        }

        foreach (var statement in _statements)
        {
            var count = statement.Parameters.Count;
            statement.SetHashes(texts.Of(statement.Text), hashes.Slice(next, count));
            next += count;
        }

        foreach (var (_, block) in _transactions)
        {
            for (var i = 0; i < block?.Revisions.Length; i++)
            {
                ref var revision = ref block.Revisions[i];
                _pairs.Add(revision.Hash, revision.HasOwnData ? hashes[next++] : revision.ParameterHash);
            }
        }
    }

    private void JoinRevisions()
    {
        _pairs.Join();
        foreach (var (_, block) in _transactions)
        {
            for (var i = 0; i < block?.Revisions.Length; i++)
            {
                block.Revisions[i].Hash = _pairs.Take();
            }
        }
    }

    /// <summary>The digest of a statement takes in one parameter after the other; here, the first of each statement, then the second.</summary>
    private void JoinParameters()
    {
        for (var position = 0; ; position++)
        {
            foreach (var statement in _statements)
            {
                if (position < statement.ParameterHashes.Length)
                {
                    _pairs.Add(statement.Digest, statement.ParameterHashes[position]);
                }
            }

            if (_pairs.Count == 0)
            {
                return;
            }

            _pairs.JoinAsDriver();
            foreach (var statement in _statements)
            {
                if (position < statement.ParameterHashes.Length)
                {
                    statement.Digest = _pairs.Take();
                }
            }
        }
    }

    /// <summary>A commit digest takes in one statement after the other; here, the next of each transaction, then the one after it.</summary>
    private void JoinStatements()
    {
        while (true)
        {
            foreach (var (transaction, _) in _transactions)
            {
                if (!transaction.UnhashedStatements.IsEmpty)
                {
                    _pairs.Add(transaction.Digest, transaction.UnhashedStatements[0].Digest);
                }
            }

            if (_pairs.Count == 0)
            {
                return;
            }

            _pairs.JoinAsDriver();
            foreach (var (transaction, _) in _transactions)
            {
                if (!transaction.UnhashedStatements.IsEmpty)
                {
                    transaction.ContinueDigest(_pairs.Take());
                }
            }
        }
    }
}
