namespace Qldb.Ledger;

/// <summary>The ledger was closed before or while it was asked for something.</summary>
public sealed class LedgerClosedException : InvalidOperationException
{
    /// <summary>Makes an exception for a ledger.</summary>
    /// <param name="ledgerName">The ledger's name.</param>
    public LedgerClosedException(string ledgerName)
        : base($"Ledger '{ledgerName}' is closed.")
    {
    }
}
