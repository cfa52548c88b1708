namespace Qldb.Actors;

/// <summary>The driver is closing or closed and takes no new work. The seed calls it <c>DriverClosedError</c>.</summary>
public sealed class DriverClosedException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="ledgerName">The ledger whose driver is closed.</param>
    public DriverClosedException(string ledgerName)
        : base($"The driver of ledger '{ledgerName}' is closed. Create a new driver, or close it only after the last transaction.")
    {
        LedgerName = ledgerName;
    }

    /// <summary>Gets the name of the ledger.</summary>
    public string LedgerName { get; }
}
