using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Tests.Schema;

/// <summary>Ledger files as the first version of the schema had them.</summary>
internal static class Version1
{
    private const string Creation = """
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            strand_id BLOB NOT NULL,
            created_at TEXT NOT NULL,
            format_version INTEGER NOT NULL) STRICT;

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

        CREATE TABLE block (
            sequence_no INTEGER PRIMARY KEY,
            transaction_id BLOB NOT NULL,
            timestamp_ms INTEGER NOT NULL,
            block_hash BLOB,
            commit_digest BLOB,
            subtree_hashes BLOB,
            content BLOB) STRICT;

        CREATE UNIQUE INDEX block_by_transaction ON block (transaction_id);

        CREATE TABLE revision (
            revision_no INTEGER PRIMARY KEY,
            table_no INTEGER NOT NULL,
            is_first INTEGER NOT NULL,
            document_id BLOB NOT NULL,
            version INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            transaction_id BLOB NOT NULL,
            transaction_time_ms INTEGER NOT NULL,
            hash BLOB,
            data_hash BLOB,
            data BLOB) STRICT;

        CREATE INDEX revision_by_document ON revision (document_id);
        CREATE INDEX revision_by_table ON revision (table_no, is_first);

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

    /// <summary>Writes what a ledger file of the newest version holds into a new file of the first version.</summary>
    public static void Copy(string newest, string path)
    {
        using var database = Database.Open(path, create: true, TimeSpan.Zero);
        database.Execute($"""
            PRAGMA journal_mode=WAL;
            {Creation}
            ATTACH '{newest}' AS newest;
            INSERT INTO ledger SELECT * FROM newest.ledger;
            INSERT INTO ledger_table SELECT * FROM newest.ledger_table;
            INSERT INTO ledger_index SELECT * FROM newest.ledger_index;
            INSERT INTO block SELECT * FROM newest.block;
            INSERT INTO revision
                SELECT revision_no, table_no, revision_no = (SELECT MIN(revision_no) FROM newest.revision f WHERE f.document_id = r.document_id),
                    document_id, version, kind, transaction_id, transaction_time_ms, hash, data_hash, data
                FROM newest.revision r;
            INSERT INTO index_entry SELECT * FROM newest.index_entry;
            INSERT INTO past_index_entry SELECT * FROM newest.past_index_entry;
            PRAGMA application_id=0x514C4442;
            PRAGMA user_version=1;
            """);
    }
}
