namespace Qldb.Actors;

/// <summary>The states of a pooled session. All of them count towards the limit.</summary>
internal enum PooledSessionState
{
    /// <summary>Being opened, or waiting to be tried again.</summary>
    Starting,

    /// <summary>Ready for the next request.</summary>
    Idle,

    /// <summary>Held by one request.</summary>
    Leased,

    /// <summary>Being ended; gone when its actor is.</summary>
    Ending,
}
