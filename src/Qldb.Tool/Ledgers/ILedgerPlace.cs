using Qldb.Ledger.Server;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>Where ledgers are: a data folder, opened in this process, or a server. What is not there or is refused is a <see cref="ToolException"/> that says so.</summary>
internal interface ILedgerPlace : IDisposable
{
    /// <summary>The names of the ledgers, in order.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    Task CreateAsync(string name, LedgerSettings settings, CancellationToken cancellationToken);

    /// <summary>Switches the deletion protection of a ledger on or off.</summary>
    Task ProtectAsync(string name, bool deletionProtection, CancellationToken cancellationToken);

    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens a ledger for work on it.</summary>
    Task<ILedgerAccess> OpenAsync(string name, CancellationToken cancellationToken);
}
