namespace Qldb.Actors;

/// <summary>Says how long to wait before a transaction is tried again.</summary>
/// <remarks>
/// Called on the thread pool, once per retry, possibly by many transactions at once: implementations must be thread-safe.
/// A negative delay counts as none and a delay above <see cref="RetryPolicy.LongestDelay"/> as that; an exception ends the
/// transaction (already aborted then) and reaches the caller.
/// </remarks>
public interface IBackoffStrategy
{
    /// <summary>Calculates the delay before the next attempt.</summary>
    /// <param name="context">What failed, and how often.</param>
    /// <returns>The time to wait; zero to try again at once.</returns>
    TimeSpan CalculateDelay(RetryPolicyContext context);
}
