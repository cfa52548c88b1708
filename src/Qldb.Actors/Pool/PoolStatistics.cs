namespace Qldb.Actors;

/// <summary>A picture of the pool at one moment, and its counts since the start.</summary>
/// <param name="Limit">How many sessions there may be.</param>
/// <param name="Leased">Sessions in use.</param>
/// <param name="Idle">Sessions ready for use.</param>
/// <param name="Starting">Sessions being opened, waits between attempts included.</param>
/// <param name="Waiting">Requests in the queue.</param>
/// <param name="SessionsStarted">Sessions opened so far, replacements included.</param>
/// <param name="SessionsRetired">Sessions ended, found dead or given up so far.</param>
/// <param name="AcquireTimeouts">Requests that left the queue without a session because their time was up.</param>
/// <param name="Retries">Attempts of transactions beyond the first, so far.</param>
/// <param name="MostLeased">The most sessions that were in use at once so far.</param>
public sealed record PoolStatistics(
    int Limit, int Leased, int Idle, int Starting, int Waiting, long SessionsStarted, long SessionsRetired, long AcquireTimeouts, long Retries, int MostLeased);
