using System.Globalization;

namespace Qldb.Actors;

/// <summary>No session became free in time. The seed calls it <c>SessionPoolEmptyError</c>.</summary>
public sealed class SessionPoolEmptyException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="poolLimit">How many sessions the pool may have.</param>
    /// <param name="waited">How long the request waited.</param>
    /// <param name="isReentrant">Whether it would have waited for itself; see <see cref="IsReentrant"/>.</param>
    public SessionPoolEmptyException(int poolLimit, TimeSpan waited, bool isReentrant = false)
        : base(isReentrant ? Reentrant(poolLimit) : Exhausted(poolLimit, waited))
    {
        PoolLimit = poolLimit;
        Waited = waited;
        IsReentrant = isReentrant;
    }

    /// <summary>
    /// Gets whether the request was refused at once because it would have waited for itself: it came from inside the body of a transaction while
    /// every session was held by such a transaction.
    /// </summary>
    public bool IsReentrant { get; }

    /// <summary>Gets how long the request waited.</summary>
    public TimeSpan Waited { get; }

    /// <summary>Gets how many sessions the pool may have.</summary>
    public int PoolLimit { get; }

    private static string Exhausted(int poolLimit, TimeSpan waited) => string.Create(
        CultureInfo.InvariantCulture,
        $"No session became free in {waited.TotalSeconds:0.###} s; the pool may have {poolLimit}. Raise PoolLimit or AcquireTimeout, shorten transactions, and do not call the driver from inside a transaction's body: that needs a second session.");

    private static string Reentrant(int poolLimit) => string.Create(
        CultureInfo.InvariantCulture,
        $"This call came from inside the body of a transaction while every session of the pool ({poolLimit}) was held by a transaction whose body waits for another session: it would have waited for itself. Pass the body's executor on instead of calling the driver again.");
}
