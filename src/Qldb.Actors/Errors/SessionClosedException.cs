namespace Qldb.Actors;

/// <summary>A pooled session was used after it had gone back to the pool. The seed calls it <c>SessionClosedError</c>.</summary>
public sealed class SessionClosedException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="sessionId">The session's local name.</param>
    /// <param name="reason">Why it is closed.</param>
    public SessionClosedException(string sessionId, string reason = "it was given back to the pool")
        : base($"Session {sessionId} is closed: {reason}. Get a new one from the driver.")
    {
        SessionId = sessionId;
    }
}
