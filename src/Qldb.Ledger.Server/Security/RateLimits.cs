using System.Collections.Concurrent;

namespace Qldb.Ledger.Server.Security;

/// <summary>A bucket of permits for each caller, refilled at a steady rate, full at first. Safe to use from many threads.</summary>
internal sealed class RateLimits(int perSecond, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes a permit; false when the caller has used them up.</summary>
    public bool TryTake(Caller caller)
        => perSecond == 0 || _buckets.GetOrAdd(caller.Id, static (_, now) => new Bucket(now), time.GetTimestamp()).TryTake(perSecond, time);

    private sealed class Bucket(long startedAt)
    {
        private readonly Lock _gate = new();
        private long _last = startedAt;
        private double? _permits;

        public bool TryTake(int perSecond, TimeProvider time)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                _permits = Math.Min(perSecond, (_permits ?? perSecond) + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
                _last = now;
                if (_permits < 1)
                {
                    return false;
                }

                _permits--;
                return true;
            }
        }
    }
}
