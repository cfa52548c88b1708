namespace Amazon.QLDBSession.Model;

/// <summary>Starts a session with a ledger.</summary>
public partial class StartSessionRequest
{
    /// <summary>The ledger: 1 to 32 characters.</summary>
    public string LedgerName { get; set; }
}
