namespace Amazon.QLDBSession.Model;

/// <summary>A transaction that was rolled back.</summary>
public partial class AbortTransactionResult
{
    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }
}
