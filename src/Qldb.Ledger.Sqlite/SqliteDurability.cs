namespace Qldb.Ledger.Sqlite;

/// <summary>When a commit counts as written. Only <see cref="Full"/> keeps the promise that nothing acknowledged is ever lost.</summary>
public enum SqliteDurability
{
    /// <summary>Every commit group is flushed to the medium before it is acknowledged: it survives a power failure (<c>synchronous=FULL</c>).</summary>
    Full,

    /// <summary>
    /// Commits are flushed at checkpoints only: the newest may be lost in a power failure, though not when the process is killed, and the journal stays
    /// consistent (<c>synchronous=NORMAL</c>).
    /// </summary>
    Normal,

    /// <summary>Nothing is flushed: a power failure may leave a damaged file (<c>synchronous=OFF</c>). For tests and rebuilds from an export.</summary>
    Off,
}
