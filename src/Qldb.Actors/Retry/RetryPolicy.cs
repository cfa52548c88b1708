namespace Qldb.Actors;

/// <summary>How often a transaction is tried again, and after what delay. Immutable, safe to share.</summary>
/// <remarks>
/// What is retried is not a matter of policy: conflicts, lost sessions, throttling, faults of the service and lost connections are,
/// except where a commit may already have happened; see the page "Driver errors" for the table.
/// </remarks>
public sealed class RetryPolicy
{
    /// <summary>The longest delay that is honoured; what a backoff strategy asks for beyond it is cut to this.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>Creates a policy.</summary>
    /// <param name="maxRetries">How many times at most to try again after the first attempt; 0 for never.</param>
    /// <param name="backoff">The delays; <see cref="ExponentialBackoffStrategy"/> with its defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxRetries"/> is negative.</exception>
    public RetryPolicy(int maxRetries = 4, IBackoffStrategy? backoff = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        MaxRetries = maxRetries;
        Backoff = backoff ?? new ExponentialBackoffStrategy();
    }

    /// <summary>Gets the policy of the official drivers: 4 retries, exponential backoff from 10 ms to 5 s, equal jitter.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>Gets the policy that never tries again. (A pooled session found dead is still replaced once.)</summary>
    public static RetryPolicy None { get; } = new(0);

    /// <summary>Gets the number of retries after the first attempt.</summary>
    public int MaxRetries { get; }

    /// <summary>Gets the strategy for the delays.</summary>
    public IBackoffStrategy Backoff { get; }

    /// <summary>Starts a policy step by step, as users of the official .NET driver do.</summary>
    /// <returns>A builder with the defaults of <see cref="Default"/>.</returns>
    public static RetryPolicyBuilder Builder() => new();

    /// <summary>Asks the strategy and brings its answer into range.</summary>
    internal TimeSpan DelayBefore(RetryPolicyContext context)
    {
        var delay = Backoff.CalculateDelay(context);
        return delay <= TimeSpan.Zero ? TimeSpan.Zero : delay > LongestDelay ? LongestDelay : delay;
    }

    /// <summary>Builds a <see cref="RetryPolicy"/>.</summary>
    public sealed class RetryPolicyBuilder
    {
        private int _maxRetries = 4;
        private IBackoffStrategy? _backoff;

        internal RetryPolicyBuilder()
        {
        }

        /// <summary>Sets the number of retries after the first attempt.</summary>
        /// <param name="maxRetries">0 or more; checked by <see cref="Build"/>.</param>
        /// <returns>This builder.</returns>
        public RetryPolicyBuilder WithMaxRetries(int maxRetries)
        {
            _maxRetries = maxRetries;
            return this;
        }

        /// <summary>Sets the strategy for the delays.</summary>
        /// <param name="strategy">The strategy.</param>
        /// <returns>This builder.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="strategy"/> is null.</exception>
        public RetryPolicyBuilder WithBackoffStrategy(IBackoffStrategy strategy)
        {
            ArgumentNullException.ThrowIfNull(strategy);
            _backoff = strategy;
            return this;
        }

        /// <summary>Makes the policy.</summary>
        /// <returns>The policy.</returns>
        /// <exception cref="ArgumentOutOfRangeException">The number of retries is negative.</exception>
        public RetryPolicy Build() => new(_maxRetries, _backoff);
    }
}
