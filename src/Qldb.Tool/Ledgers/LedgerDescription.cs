namespace Qldb.Tool.Ledgers;

/// <summary>What is known of a ledger beside its documents.</summary>
internal sealed record LedgerDescription(string Name, DateTimeOffset CreatedAt, string PermissionsMode, bool DeletionProtection);
