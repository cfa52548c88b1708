namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>A clock that moves when told to. Its timers fire while it is being moved, in the thread that moves it.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private readonly List<Timer> _timers = [];

    public DateTimeOffset Now { get; private set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan by)
    {
        Now += by;
        Timer[] timers;
        lock (_timers)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.FireIfDue();
        }
    }

    private sealed class Timer(ManualTime time, Action fire) : ITimer
    {
        private DateTimeOffset? _dueAt;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time.Now + dueTime;
            _period = period;
            return true;
        }

        public void FireIfDue()
        {
            if (_dueAt > time.Now)
            {
                return;
            }

            if (_dueAt is not null)
            {
                _dueAt = _period > TimeSpan.Zero ? time.Now + _period : null;
                fire();
            }
        }

        public void Dispose() => _dueAt = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
