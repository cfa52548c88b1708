using Microsoft.Extensions.Logging;
using Qldb.Ledger;
using Qldb.Ledger.Server;

namespace Qldb.Tool.Serve;

/// <summary>Everything that <c>qldb serve</c> can be told, by a file, by environment variables (QLDB_SERVE_…) and on the command line; the later ones win.</summary>
internal sealed class ServeSettings
{
    /// <summary>The folder that holds the ledgers. Must be given.</summary>
    public string Data { get; set; } = "";

    /// <summary>Ledgers to create at the start unless they are there.</summary>
    public IList<string> Ledgers { get; set; } = [];

    public LedgerServerOptions Server { get; set; } = new();

    public LedgerLimits Limits { get; set; } = LedgerLimits.Qldb;

    /// <summary>Whether transactions that changed nothing become blocks too, as QLDB did it.</summary>
    public bool JournalReadOnlyTransactions { get; set; }

    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>One JSON object a line instead of text.</summary>
    public bool LogJson { get; set; }
}
