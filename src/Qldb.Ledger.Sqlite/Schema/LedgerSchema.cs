namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>The shape of a ledger file. A change of it is a new <see cref="Version"/> and one more step in <see cref="SchemaMigration.All"/>.</summary>
/// <remarks>
/// <para>Everything but catalog, current index entries and redactions is only ever appended, under keys that grow: a key in random order would cost ten
/// times as much to write. A revision's key is its address, <c>sequence number * 2^20 + ordinal</c>, so a block's revisions are a range, a reader's
/// "as of" is an upper bound, and the latest revision of a document is the largest of its keys below that bound. No row points forward, none is rewritten.</para>
/// <para>Ids are 16 bytes (their two 64-bit words, big endian), hashes 32, an empty hash or blob is NULL.</para>
/// </remarks>
internal static class LedgerSchema
{
    /// <summary>"QLDB" in the application id of the file header, by which a ledger is told from other SQLite files.</summary>
    public const int ApplicationId = 0x51_4C_44_42;

    /// <summary>The version in the file header (<c>user_version</c>).</summary>
    public const int Version = 2;

    public const int OrdinalBits = 20;

    /// <summary>How many revisions a block can hold: about a million.</summary>
    public const int RevisionsPerBlockMax = 1 << OrdinalBits;

    /// <summary>How many blocks the rows of <c>transaction_range</c> stand for.</summary>
    public const int BlocksPerRange = 1_024;

    public const string Creation = """
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            strand_id BLOB NOT NULL,
            created_at TEXT NOT NULL,
            format_version INTEGER NOT NULL) STRICT;

        -- Short numbers for the ids of tables and indexes. A table without a name was only ever named by its revisions.
        CREATE TABLE ledger_table (
            table_no INTEGER PRIMARY KEY,
            table_id BLOB NOT NULL UNIQUE,
            name TEXT,
            is_active INTEGER NOT NULL DEFAULT 0,
            tags BLOB) STRICT;

        CREATE TABLE ledger_index (
            index_no INTEGER PRIMARY KEY,
            index_id BLOB NOT NULL UNIQUE,
            table_no INTEGER NOT NULL REFERENCES ledger_table,
            position INTEGER,
            field TEXT) STRICT;

        CREATE INDEX ledger_index_by_table ON ledger_index (table_no, position);

        -- subtree_hashes: the nodes of the digest tree that the block completed, from level 1 up, 32 bytes each.
        CREATE TABLE block (
            sequence_no INTEGER PRIMARY KEY,
            transaction_id BLOB NOT NULL,
            timestamp_ms INTEGER NOT NULL,
            block_hash BLOB,
            commit_digest BLOB,
            subtree_hashes BLOB,
            content BLOB) STRICT;

        -- The least and the greatest transaction id of each 1,024 blocks, from the first block on. Ids grow with time, so the block of a transaction is found by
        -- a walk through few of these ranges, which is seldom asked for; an index of all ids would be written with each block.
        CREATE TABLE transaction_range (
            range_no INTEGER PRIMARY KEY,
            least_id BLOB NOT NULL,
            greatest_id BLOB NOT NULL) STRICT;

        CREATE TABLE revision (
            revision_no INTEGER PRIMARY KEY,
            table_no INTEGER NOT NULL,
            document_id BLOB NOT NULL,
            version INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            transaction_id BLOB NOT NULL,
            transaction_time_ms INTEGER NOT NULL,
            hash BLOB,
            data_hash BLOB,
            data BLOB) STRICT;

        -- The key completes it: the documents of a table, each with its revisions in order.
        CREATE INDEX revision_by_document ON revision (table_no, document_id);

        -- Current entries apart from past ones, so that a key which many documents have left, such as a status, stays cheap to look up.
        CREATE TABLE index_entry (
            index_no INTEGER NOT NULL,
            key BLOB NOT NULL,
            document_id BLOB NOT NULL,
            from_sequence_no INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (index_no, key, document_id)) STRICT, WITHOUT ROWID;

        CREATE TABLE past_index_entry (
            index_no INTEGER NOT NULL,
            key BLOB NOT NULL,
            to_sequence_no INTEGER NOT NULL,
            document_id BLOB NOT NULL,
            from_sequence_no INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (index_no, key, to_sequence_no, document_id)) STRICT, WITHOUT ROWID;

        CREATE INDEX past_index_entry_by_document ON past_index_entry (document_id);
        """;

    /// <summary>The key of a revision, or of the first revision that a block could hold.</summary>
    public static long RevisionNo(long sequenceNo, int ordinal = 0) => (sequenceNo << OrdinalBits) + ordinal;

    public static long SequenceNoOf(long revisionNo) => revisionNo >> OrdinalBits;

    public static int OrdinalOf(long revisionNo) => (int)(revisionNo & (RevisionsPerBlockMax - 1));
}
