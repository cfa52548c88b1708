namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>A ledger as the control plane tells of it.</summary>
internal sealed record LedgerDescription(string Name, DateTimeOffset CreatedAt, LedgerSettings Settings);
