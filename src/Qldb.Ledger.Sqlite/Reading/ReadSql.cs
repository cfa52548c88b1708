namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>The queries of a reader. Each is answered from a key or an index, in order; who wants only the first rows stops reading.</summary>
/// <remarks>None has a LIMIT that is a parameter: SQLite plans by its value, and plans again whenever it is bound, which takes ten times the query.</remarks>
internal static class ReadSql
{
    private const string Columns = "r.revision_no, r.table_no, r.document_id, r.version, r.kind, r.transaction_id, r.transaction_time_ms, r.hash, r.data_hash, r.data";

    private const string BlockColumns = "sequence_no, transaction_id, timestamp_ms, block_hash, commit_digest, content";

    private const string LatestNoOfEntry = "(SELECT MAX(l.revision_no) FROM revision l WHERE l.table_no = ?6 AND l.document_id = entry.document_id AND l.revision_no < ?4)";

    /// <summary>1: number.</summary>
    public const string Revision = $"SELECT {Columns} FROM revision r WHERE r.revision_no = ?1";

    /// <summary>1: table, 2: document, 3: exclusive upper bound of revision numbers. The number alone, NULL when there is none.</summary>
    public const string LatestRevisionNo = "SELECT MAX(revision_no) FROM revision WHERE table_no = ?1 AND document_id = ?2 AND revision_no < ?3";

    /// <summary>1 and 2: lower and exclusive upper bound of the block's revision numbers.</summary>
    public const string BlockRevisions = $"SELECT {Columns} FROM revision r WHERE r.revision_no >= ?1 AND r.revision_no < ?2 ORDER BY r.revision_no";

    /// <summary>1: table, 2: the last document so far, 3: exclusive upper bound. Documents and revision numbers alone.</summary>
    public const string TableRevisionNos =
        "SELECT document_id, revision_no FROM revision WHERE table_no = ?1 AND document_id > ?2 AND revision_no < ?3 ORDER BY document_id, revision_no";

    /// <summary>1: table, 2: the last document so far, 3: exclusive upper bound.</summary>
    public const string TableHistory =
        $"SELECT {Columns} FROM revision r WHERE r.table_no = ?1 AND r.document_id > ?2 AND r.revision_no < ?3 ORDER BY r.document_id, r.revision_no";

    /// <summary>1: table, 2: document, 3: exclusive upper bound, 4: the last revision so far.</summary>
    public const string DocumentHistory =
        $"SELECT {Columns} FROM revision r WHERE r.table_no = ?1 AND r.document_id = ?2 AND r.revision_no < ?3 AND r.revision_no > ?4 ORDER BY r.revision_no";

    /// <summary>
    /// 1: index, 2: key, 3: sequence number, 4: exclusive upper bound of revision numbers, 5: the last document so far, 6: the index's table. The number of
    /// each document's latest revision, and the document.
    /// </summary>
    public const string CurrentEntries = $"""
        SELECT {LatestNoOfEntry}, document_id FROM index_entry entry
        WHERE index_no = ?1 AND key = ?2 AND document_id > ?5 AND from_sequence_no <= ?3 ORDER BY document_id
        """;

    /// <summary>1: index, 2: key, 3: sequence number. Whether an entry went after that block.</summary>
    public const string HasPastEntries = "SELECT 1 FROM past_index_entry WHERE index_no = ?1 AND key = ?2 AND to_sequence_no > ?3 LIMIT 1";

    /// <summary>Parameters as for <see cref="CurrentEntries"/>: the same with the entries that went after the block.</summary>
    public const string CurrentAndPastEntries = $"""
        SELECT {LatestNoOfEntry}, document_id FROM (
            SELECT document_id FROM index_entry WHERE index_no = ?1 AND key = ?2 AND document_id > ?5 AND from_sequence_no <= ?3
            UNION ALL
            SELECT document_id FROM past_index_entry WHERE index_no = ?1 AND key = ?2 AND to_sequence_no > ?3 AND from_sequence_no <= ?3 AND document_id > ?5
            ORDER BY document_id) entry
        """;

    /// <summary>1: index, 2: sequence number, 3 and 4: key and document of the last entry so far.</summary>
    public const string AllCurrentEntries = """
        SELECT key, document_id FROM index_entry
        WHERE index_no = ?1 AND from_sequence_no <= ?2 AND (key, document_id) > (?3, ?4) ORDER BY key, document_id
        """;

    /// <summary>Parameters as for <see cref="AllCurrentEntries"/>: the entries that went after the block.</summary>
    public const string AllPastEntries = """
        SELECT key, document_id FROM past_index_entry
        WHERE index_no = ?1 AND from_sequence_no <= ?2 AND to_sequence_no > ?2 AND (key, document_id) > (?3, ?4) ORDER BY key, document_id
        """;

    /// <summary>1: sequence number.</summary>
    public const string Block = $"SELECT {BlockColumns} FROM block WHERE sequence_no = ?1";

    /// <summary>1: first, 2: last.</summary>
    public const string Blocks = $"SELECT {BlockColumns} FROM block WHERE sequence_no >= ?1 AND sequence_no <= ?2 ORDER BY sequence_no";

    /// <summary>1: sequence number.</summary>
    public const string Subtrees = "SELECT block_hash, subtree_hashes FROM block WHERE sequence_no = ?1";

    /// <summary>1: transaction, 2: sequence number. The blocks that no range stands for yet first: who asks, asks soon.</summary>
    /// <remarks>The pluses keep SQLite from making an index of all blocks for each question, and from walking on beyond the range.</remarks>
    public const string Commit = """
        SELECT commit_digest, sequence_no FROM block
        WHERE sequence_no >= (SELECT COALESCE(MAX(range_no) + 1, 0) * 1024 FROM transaction_range) AND sequence_no <= ?2 AND transaction_id = ?1
        UNION ALL
        SELECT commit_digest, sequence_no FROM transaction_range range
        CROSS JOIN block ON sequence_no >= range_no * 1024 AND sequence_no < (range_no + 1) * 1024
        WHERE least_id <= ?1 AND greatest_id >= ?1 AND +sequence_no <= ?2 AND +transaction_id = ?1
        """;
}
