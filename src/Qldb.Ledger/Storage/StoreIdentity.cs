using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>What a store is told once, at its creation, and keeps for ever.</summary>
/// <param name="LedgerName">The ledger's name (see <see cref="Qldb.Ledger.LedgerName"/>).</param>
/// <param name="StrandId">The id of the ledger's only strand; part of every block address.</param>
/// <param name="CreatedAt">When the ledger was created, UTC.</param>
/// <param name="FormatVersion">The version of the journal format, <see cref="CurrentFormatVersion"/> for new stores.</param>
public sealed record StoreIdentity(string LedgerName, QldbId StrandId, DateTimeOffset CreatedAt, int FormatVersion)
{
    /// <summary>The version of the journal format that this library writes: 1.</summary>
    public const int CurrentFormatVersion = 1;
}
