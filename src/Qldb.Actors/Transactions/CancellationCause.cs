namespace Qldb.Actors;

/// <summary>Why a running transaction was told to stop.</summary>
internal enum CancellationCause
{
    /// <summary>It was not; or nobody had told yet when its time was up.</summary>
    None,

    /// <summary>Its caller does not want it any more.</summary>
    Caller,

    /// <summary>The time given to running work when the pool closed is over.</summary>
    PoolClosed,

    /// <summary>The actor of its session stopped under it.</summary>
    ActorStopped,
}
