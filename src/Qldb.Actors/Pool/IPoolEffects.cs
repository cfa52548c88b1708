namespace Qldb.Actors;

/// <summary>What <see cref="PoolState"/> wants done. Called while a rule runs; must not call back into the state.</summary>
internal interface IPoolEffects
{
    /// <summary>Open a session for this slot, after a delay. Answer with <see cref="PoolState.Started"/> or <see cref="PoolState.StartFailed"/>.</summary>
    void Open(PooledSession session, TimeSpan delay);

    /// <summary>The session is the request's now. Answered later with <see cref="PoolState.Released"/>.</summary>
    void Grant(PooledSession session, PoolRequest request);

    /// <summary>The request will not get a session.</summary>
    void Refuse(PoolRequest request, PoolProtocol.Refusal refusal);

    /// <summary>Take a leased session back from its holder. Answered with <see cref="PoolState.Released"/>.</summary>
    void Revoke(PooledSession session, PoolRequest holder);

    /// <summary>End the session and let go of it. Answered with <see cref="PoolState.Gone"/>.</summary>
    void End(PooledSession session);

    /// <summary>Call <see cref="PoolState.Expire"/> at that time, in place of the time said before.</summary>
    void WakeAt(TimeSpan time);

    /// <summary>A session is on lease for longer than it should be.</summary>
    void ReportOverdue(PooledSession session, PoolRequest holder, TimeSpan held);

    /// <summary>The last session is gone and the pool is closed.</summary>
    void Closed();
}
