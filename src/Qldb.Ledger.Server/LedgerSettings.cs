namespace Qldb.Ledger.Server;

/// <summary>What the control plane keeps about a ledger, beside its journal.</summary>
public sealed record LedgerSettings
{
    /// <summary>Gets whether DeleteLedger is refused.</summary>
    /// <value>True by default, as with QLDB.</value>
    public bool DeletionProtection { get; init; } = true;

    /// <summary>Gets the permissions mode: <c>ALLOW_ALL</c> or <c>STANDARD</c>. Kept for clients that ask; this server's access keys say who may do what.</summary>
    public string PermissionsMode { get; init; } = ControlPlane.PermissionsMode.AllowAll;

    /// <summary>Gets the ledger's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
