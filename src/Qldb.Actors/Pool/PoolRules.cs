namespace Qldb.Actors;

/// <summary>The numbers that <see cref="PoolState"/> goes by.</summary>
internal sealed record PoolRules
{
    public required int Limit { get; init; }

    public int MinIdle { get; init; }

    public IdleSessionOrder IdleOrder { get; init; } = IdleSessionOrder.Lifo;

    public TimeSpan IdleTimeout { get; init; } = TimeSpan.MaxValue;

    public TimeSpan MaxSessionAge { get; init; } = TimeSpan.MaxValue;

    /// <summary>Gets after which time a lease is reported; null for never.</summary>
    public TimeSpan? OverdueAfter { get; init; }

    /// <summary>Gets how long a request that does not queue waits for a session that is opened for it.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the delay before the next try to open a session, by the number of failures so far.</summary>
    public Func<int, TimeSpan> StartBackoff { get; init; } = static _ => TimeSpan.Zero;
}
