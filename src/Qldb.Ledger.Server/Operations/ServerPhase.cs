namespace Qldb.Ledger.Server.Operations;

/// <summary>The life of a server, in order.</summary>
internal enum ServerPhase
{
    Starting,

    /// <summary>Everything is served.</summary>
    Ready,

    /// <summary>Told to stop: no new session and no new transaction, but open transactions go on.</summary>
    Draining,

    /// <summary>Every session is invalid.</summary>
    Drained,
}
