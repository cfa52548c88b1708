using Qldb.Ion;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Writing;

/// <summary>Writes groups of blocks, each group in one SQLite transaction. Used by one thread at a time.</summary>
/// <remarks>Lists are counted through: to enumerate one through its interface makes an object each time.</remarks>
internal sealed class BlockAppender(Database database, CatalogWriter catalog)
{
    private readonly Statement _begin = database.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _commit = database.Prepare("COMMIT");
    private readonly Statement _insertBlock = database.Prepare("INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    private readonly Statement _insertRange = database.Prepare(
        "INSERT INTO transaction_range SELECT ?1, MIN(transaction_id), MAX(transaction_id) FROM block WHERE sequence_no >= ?2 AND sequence_no <= ?3");
    private readonly Statement _insertRevision = database.Prepare("INSERT INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    private readonly Statement _redact = database.Prepare("UPDATE revision SET kind = ?1, data = NULL, data_hash = ?2 WHERE table_no = ?3 AND document_id = ?4 AND revision_no >= ?5 AND revision_no < ?6");
    private readonly Statement _forgetKeys = database.Prepare("DELETE FROM past_index_entry WHERE document_id = ?1");
    private readonly Statement _addEntry = database.Prepare("INSERT INTO index_entry VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _removeEntry = database.Prepare("DELETE FROM index_entry WHERE index_no = ?1 AND key = ?2 AND document_id = ?3 RETURNING from_sequence_no");
    private readonly Statement _addPastEntry = database.Prepare("INSERT INTO past_index_entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    /// <summary>Writes all blocks or none; they are durable when it returns.</summary>
    public void Append(IReadOnlyList<BlockWrite> blocks)
    {
        try
        {
            _begin.Run();
            for (var i = 0; i < blocks.Count; i++)
            {
                Write(blocks[i]);
            }

            _commit.Run();
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private void Write(BlockWrite write)
    {
        foreach (var table in write.CatalogChanges)
        {
            catalog.Write(table);
        }

        WriteBlock(write.Block, write.MerkleNodes);
        for (var i = 0; i < write.Revisions.Count; i++)
        {
            WriteRevision(write.Revisions[i]);
        }

        for (var i = 0; i < write.IndexChanges.Count; i++)
        {
            WriteIndexChange(write.IndexChanges[i], write.Block.SequenceNo);
        }

        foreach (var redaction in write.Redactions)
        {
            Redact(redaction);
        }
    }

    private void WriteBlock(StoredBlock block, IReadOnlyList<MerkleNode> nodes)
    {
        Span<byte> subtrees = stackalloc byte[nodes.Count * QldbHash.Size];
        for (var i = 0; i < nodes.Count; i++)
        {
            nodes[i].Hash.CopyTo(subtrees[(i * QldbHash.Size)..]);
        }

        _insertBlock
            .Bind(1, block.SequenceNo)
            .Bind(2, block.TransactionId)
            .Bind(3, block.TimestampMs)
            .Bind(4, block.BlockHash)
            .Bind(5, block.CommitDigest)
            .Bind(6, subtrees)
            .Bind(7, block.Content.Span)
            .Run();

        var next = block.SequenceNo + 1;
        if (next % LedgerSchema.BlocksPerRange == 0)
        {
            _insertRange.Bind(1, block.SequenceNo / LedgerSchema.BlocksPerRange).Bind(2, next - LedgerSchema.BlocksPerRange).Bind(3, block.SequenceNo).Run();
        }
    }

    private void WriteRevision(StoredRevision revision)
    {
        _insertRevision
            .Bind(1, LedgerSchema.RevisionNo(revision.SequenceNo, revision.Ordinal))
            .Bind(2, catalog.NumberOfTable(revision.TableId))
            .Bind(3, revision.DocumentId)
            .Bind(4, revision.Version)
            .Bind(5, (long)revision.Kind)
            .Bind(6, revision.TransactionId)
            .Bind(7, revision.TransactionTimeMs)
            .Bind(8, revision.Hash)
            .Bind(9, revision.DataHash)
            .Bind(10, revision.Data.Span)
            .Run();
    }

    private void WriteIndexChange(IndexChange change, long sequenceNo)
    {
        var indexNo = catalog.NumberOfIndex(change.TableId, change.IndexId);
        var key = change.Key.Span;
        var document = change.DocumentId;
        if (change.Kind == IndexChangeKind.Added)
        {
            _addEntry.Bind(1, indexNo).Bind(2, key).Bind(3, document).Bind(4, sequenceNo).Bind(5, IndexEntryChecksum.Of(indexNo, key, document, sequenceNo)).Run();
            return;
        }

        var from = RemoveEntry(indexNo, change);
        _addPastEntry.Bind(1, indexNo).Bind(2, key).Bind(3, sequenceNo).Bind(4, document).Bind(5, from)
            .Bind(6, IndexEntryChecksum.Of(indexNo, key, document, from, sequenceNo)).Run();
    }

    /// <summary>Takes a current entry away, and tells since which block it was there.</summary>
    private long RemoveEntry(long indexNo, IndexChange change)
    {
        using var execution = _removeEntry.Bind(1, indexNo).Bind(2, change.Key.Span).Bind(3, change.DocumentId).Start();
        return _removeEntry.Read()
            ? _removeEntry.GetInt64(0)
            : throw _removeEntry.Damaged($"the entry of document {change.DocumentId} is missing in index {change.IndexId}");
    }

    private void Redact(RedactionWrite redaction)
    {
        _redact
            .Bind(1, (long)RevisionKind.Redacted)
            .Bind(2, redaction.DataHash)
            .Bind(3, catalog.NumberOfTable(redaction.TableId))
            .Bind(4, redaction.DocumentId)
            .Bind(5, LedgerSchema.RevisionNo(redaction.SequenceNo))
            .Bind(6, LedgerSchema.RevisionNo(redaction.SequenceNo + 1))
            .Run();
        if (database.Changes != 1)
        {
            throw StoreFailure.Damaged(database.Path, $"block {redaction.SequenceNo} holds no revision of document {redaction.DocumentId} to redact");
        }

        _forgetKeys.Bind(1, redaction.DocumentId).Run();
    }
}
