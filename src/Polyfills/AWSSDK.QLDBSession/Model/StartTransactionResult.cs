namespace Amazon.QLDBSession.Model;

/// <summary>A started transaction.</summary>
public partial class StartTransactionResult
{
    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }

    /// <summary>The transaction's id: 22 characters.</summary>
    public string TransactionId { get; set; }
}
