namespace Qldb.Actors;

/// <summary>Delays that double with each retry up to a cap: <c>min(cap, base * 2^n)</c>, n = 1 for the first retry.</summary>
/// <remarks>Thread-safe when the <see cref="Random"/> given is (the default one is).</remarks>
public sealed class ExponentialBackoffStrategy : IBackoffStrategy
{
    private readonly TimeSpan _sleepBase;
    private readonly TimeSpan _sleepCap;
    private readonly Jitter _jitter;
    private readonly Random _random;

    /// <summary>Creates the strategy of the later official drivers: base 10 ms, cap 5 s, equal jitter.</summary>
    public ExponentialBackoffStrategy()
        : this(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>Creates a strategy of your own measure.</summary>
    /// <param name="sleepBase">The unit of the delays; not negative.</param>
    /// <param name="sleepCap">The longest delay; not below <paramref name="sleepBase"/>.</param>
    /// <param name="jitter">How much of a delay is random.</param>
    /// <param name="random">Where chance comes from; <see cref="Random.Shared"/> when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A duration is out of range or <paramref name="jitter"/> is not defined.</exception>
    public ExponentialBackoffStrategy(TimeSpan sleepBase, TimeSpan sleepCap, Jitter jitter = Jitter.Equal, Random? random = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sleepBase, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(sleepCap, sleepBase);
        if (!Enum.IsDefined(jitter))
            throw new ArgumentOutOfRangeException(nameof(jitter), jitter, "Not a kind of jitter.");

        _sleepBase = sleepBase;
        _sleepCap = sleepCap;
        _jitter = jitter;
        _random = random ?? Random.Shared;
    }

    /// <inheritdoc />
    public TimeSpan CalculateDelay(RetryPolicyContext context)
    {
        // As doubles: 2^n overflows no integer, however often somebody allows to retry.
        var retries = Math.Max(context.RetriesAttempted, 0);
        var full = Math.Min(_sleepCap.TotalMilliseconds, _sleepBase.TotalMilliseconds * Math.Pow(2, retries));
        return TimeSpan.FromMilliseconds(_jitter switch
        {
            Jitter.Equal => full * (0.5 + (0.5 * _random.NextDouble())),
            Jitter.Full => full * _random.NextDouble(),
            _ => full,
        });
    }
}
