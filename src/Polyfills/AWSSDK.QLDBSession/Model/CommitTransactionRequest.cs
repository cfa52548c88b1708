namespace Amazon.QLDBSession.Model;

/// <summary>Commits a transaction whose commit digest both sides have computed.</summary>
public partial class CommitTransactionRequest
{
    /// <summary>The 32 bytes that the transaction's statements and parameters hash to.</summary>
    public MemoryStream CommitDigest { get; set; }

    /// <summary>The transaction's id: 22 characters.</summary>
    public string TransactionId { get; set; }
}
