using Akka.Actor;
using Akka.Event;

namespace Qldb.Actors;

/// <summary>What pool and session actor say to each other.</summary>
internal static class SessionMessages
{
    /// <summary>Pool to session: open (or try again to).</summary>
    public sealed record Open : INoSerializationVerificationNeeded
    {
        public static Open Instance { get; } = new();
    }

    /// <summary>Pool to session, with the asker as sender: you are leased.</summary>
    public sealed record Lease(LeaseId Id) : INoSerializationVerificationNeeded;

    /// <summary>Pool to session: stop what runs for this lease and come back.</summary>
    public sealed record Return(LeaseId Id, CancellationCause Cause) : INoSerializationVerificationNeeded;

    /// <summary>Pool to session: end and stop.</summary>
    public sealed record End : IDeadLetterSuppression, INoSerializationVerificationNeeded
    {
        public static End Instance { get; } = new();
    }

    /// <summary>
    /// Session to pool, the last message of its actor: which lease it has taken notice of. A later one was on its way to a dead actor, and the
    /// pool has to answer for it. The task ends when the service has no session of this place any more, or will forget it by itself.
    /// </summary>
    public sealed record Stopped(int Number, LeaseId LastSeen, Task Ended) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    /// <summary>Session to pool: open.</summary>
    public sealed record Started(int Number, string SessionId, TimeSpan Took) : INoSerializationVerificationNeeded;

    /// <summary>Session to pool: not open.</summary>
    public sealed record StartFailed(int Number, Exception Cause) : INoSerializationVerificationNeeded;

    /// <summary>Session to pool: the lease is over. Not usable: the session ends and stops by itself.</summary>
    public sealed record Released(int Number, LeaseId Id, bool Usable, int Replacements, int Retries) : IDeadLetterSuppression, INoSerializationVerificationNeeded;
}
