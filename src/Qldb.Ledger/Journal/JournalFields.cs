namespace Qldb.Ledger.Journal;

/// <summary>The field names of blocks and revisions (docs/reference/journal-format.md).</summary>
internal static class JournalFields
{
    public const string StrandId = "strandId";
    public const string SequenceNo = "sequenceNo";

    public const string BlockAddress = "blockAddress";
    public const string TransactionId = "transactionId";
    public const string BlockTimestamp = "blockTimestamp";
    public const string BlockHash = "blockHash";
    public const string EntriesHash = "entriesHash";
    public const string PreviousBlockHash = "previousBlockHash";
    public const string EntriesHashList = "entriesHashList";
    public const string TransactionInfo = "transactionInfo";
    public const string RedactionInfo = "redactionInfo";
    public const string Revisions = "revisions";
    public const string RevisionSummaries = "revisionSummaries";

    public const string Statements = "statements";
    public const string Statement = "statement";
    public const string StartTime = "startTime";
    public const string StatementDigest = "statementDigest";
    public const string Documents = "documents";
    public const string TableName = "tableName";
    public const string TableId = "tableId";
    public const string DocumentId = "documentId";

    public const string Hash = "hash";
    public const string Data = "data";
    public const string DataHash = "dataHash";
    public const string Metadata = "metadata";
    public const string Id = "id";
    public const string Version = "version";
    public const string TxTime = "txTime";
    public const string TxId = "txId";
}
