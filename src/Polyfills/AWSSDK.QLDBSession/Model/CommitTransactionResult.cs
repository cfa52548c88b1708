namespace Amazon.QLDBSession.Model;

/// <summary>A committed transaction.</summary>
public partial class CommitTransactionResult
{
    /// <summary>The digest that was committed; equal to the one that was sent.</summary>
    public MemoryStream CommitDigest { get; set; }

    /// <summary>The reads and writes that the command used up.</summary>
    public IOUsage ConsumedIOs { get; set; }

    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }

    /// <summary>The transaction's id: 22 characters.</summary>
    public string TransactionId { get; set; }
}
