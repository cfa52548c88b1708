using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>Looks for damage that no hash of the journal shows: in the structure of the file, in index entries, and in what finds commits.</summary>
internal static class FileCheck
{
    private const int FindingsMax = 100;

    public static List<string> Run(Database database)
    {
        var findings = new List<string>();
        using var structure = database.Prepare($"PRAGMA integrity_check({FindingsMax})");
        while (structure.Read())
        {
            findings.Add(structure.GetString(0));
        }

        if (findings is not ["ok"])
        {
            return findings; // Rows of a broken tree say nothing more.
        }

        findings.Clear();
        CheckEntries(database, "SELECT index_no, key, document_id, from_sequence_no, -1, checksum FROM index_entry", findings);
        CheckEntries(database, "SELECT index_no, key, document_id, from_sequence_no, to_sequence_no, checksum FROM past_index_entry", findings);
        CheckRanges(database, findings);
        return findings;
    }

    private static void CheckRanges(Database database, List<string> findings)
    {
        // As one statement, it sees one state of the file while blocks are appended.
        using var range = database.Prepare("""
            SELECT range_no FROM (
                SELECT sequence_no / 1024 AS range_no, MIN(transaction_id) AS least_id, MAX(transaction_id) AS greatest_id FROM block
                WHERE sequence_no < (SELECT (MAX(sequence_no) + 1) / 1024 * 1024 FROM block) GROUP BY 1) expected
            FULL JOIN transaction_range stored USING (range_no, least_id, greatest_id)
            WHERE expected.range_no IS NULL OR stored.range_no IS NULL
            """);
        while (findings.Count < FindingsMax && range.Read())
        {
            findings.Add($"transaction range {range.GetInt64(0)} is not that of its {LedgerSchema.BlocksPerRange} blocks");
        }
    }

    private static void CheckEntries(Database database, string sql, List<string> findings)
    {
        using var entry = database.Prepare(sql);
        while (findings.Count < FindingsMax && entry.Read())
        {
            var expected = IndexEntryChecksum.Of(entry.GetInt64(0), entry.GetBytes(1), entry.GetId(2), entry.GetInt64(3), entry.GetInt64(4));
            if (entry.GetInt64(5) != expected)
            {
                findings.Add($"the entry of document {entry.GetId(2)} in index {entry.GetInt64(0)} is not what was written");
            }
        }
    }
}
