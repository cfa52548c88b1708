using System.Globalization;

namespace Qldb.Actors;

/// <summary>No session became free in time. The seed calls it <c>SessionPoolEmptyError</c>.</summary>
public sealed class SessionPoolEmptyException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="poolLimit">How many sessions the pool may have.</param>
    /// <param name="waited">How long the request waited.</param>
    public SessionPoolEmptyException(int poolLimit, TimeSpan waited)
        : base(string.Create(CultureInfo.InvariantCulture,
            $"No session became free in {waited.TotalSeconds:0.###} s; the pool may have {poolLimit}. Raise PoolLimit or AcquireTimeout, shorten transactions, and do not call the driver from inside a transaction's body: that needs a second session."))
    {
        PoolLimit = poolLimit;
        Waited = waited;
    }

    /// <summary>Gets how long the request waited.</summary>
    public TimeSpan Waited { get; }

    /// <summary>Gets how many sessions the pool may have.</summary>
    public int PoolLimit { get; }
}
