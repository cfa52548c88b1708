using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A wheel of time slots and one thread that turns it by a tick (10 ms by default). A task runs at the first tick at or after its
/// deadline: late by up to a tick, never early. Cancelled tasks leave when their slot comes by.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDisposable
{
    /// <summary>As good as for ever, and two of them can be added.</summary>
    private const long Furthest = long.MaxValue / 4;

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _tickDuration;
    private readonly Entry[] _slots;
    private long _tick;   // all entries with a deadline up to here have run
    private int _entries;
    private bool _stopped;
    private Thread _thread;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log)
    {
        _tickDuration = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10)).Ticks;
        _slots = new Entry[scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512)];
    }

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);
    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(_start);
    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new TellEntry(receiver, message, sender), delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(new TellEntry(receiver, message, sender), initialDelay, interval, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(new ActionEntry(action), delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(new ActionEntry(action.Run), delay, TimeSpan.Zero, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(new ActionEntry(action), initialDelay, interval, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(new ActionEntry(action.Run), initialDelay, interval, cancelable);

    private void Add(Entry entry, TimeSpan delay, TimeSpan interval, ICancelable cancelable)
    {
        entry.Cancelable = cancelable;
        entry.Interval = Math.Min(interval.Ticks, Furthest);
        entry.Deadline = MonotonicClock.Ticks + Math.Min(delay.Ticks, Furthest);
        lock (_lock)
        {
            if (_stopped) throw new SchedulerException("The scheduler has been shut down: nothing can be scheduled any more.");
            if (entry.Cancelable is { IsCancellationRequested: true }) return;
            if (_entries == 0) _tick = Math.Max(_tick, MonotonicClock.Ticks / _tickDuration);
            Link(entry);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "akka-scheduler" };
                _thread.UnsafeStart();
            }
            if (_entries == 1) _wake.Set();
        }
    }

    private void Link(Entry entry)
    {
        // The first tick not before the deadline, and not one that has been dealt with.
        entry.Tick = Math.Max((entry.Deadline + _tickDuration - 1) / _tickDuration, _tick + 1);
        ref var slot = ref _slots[entry.Tick % _slots.Length];
        entry.Next = slot;
        slot = entry;
        _entries++;
    }

    private void Run()
    {
        var due = new List<Entry>();
        while (true)
        {
            _wake.Wait();
            lock (_lock)
            {
                if (_stopped) return;
                if (_entries == 0)
                {
                    _wake.Reset();
                    continue;
                }
            }
            SleepUntil((_tick + 1) * _tickDuration);
            lock (_lock)
            {
                for (var now = MonotonicClock.Ticks / _tickDuration; _tick < now && _entries > 0;) TakeDue(++_tick, due);
            }
            due.Sort(static (a, b) => a.Deadline.CompareTo(b.Deadline));
            foreach (var entry in due) Fire(entry);
            due.Clear();
        }
    }

    private void SleepUntil(long deadline)
    {
        var left = deadline - MonotonicClock.Ticks;
        if (left > 0) Thread.Sleep((int)Math.Ceiling(new TimeSpan(left).TotalMilliseconds));
    }

    private void TakeDue(long tick, List<Entry> due)
    {
        ref var slot = ref _slots[tick % _slots.Length];
        Entry kept = null;
        for (var entry = slot; entry is not null;)
        {
            var next = entry.Next;
            if (entry.Cancelable is { IsCancellationRequested: true }) _entries--;
            else if (entry.Tick <= tick)
            {
                due.Add(entry);
                _entries--;
            }
            else
            {
                entry.Next = kept;
                kept = entry;
            }
            entry = next;
        }
        slot = kept;
    }

    private void Fire(Entry entry)
    {
        if (entry.Cancelable is { IsCancellationRequested: true }) return;
        try
        {
            entry.Execute();
        }
        catch (Exception cause)
        {
            Log.Error(cause, "A scheduled task failed and will not be repeated: {0}", cause.Message);
            return;
        }
        if (entry.Interval <= 0 || entry.Cancelable is { IsCancellationRequested: true }) return;
        lock (_lock)
        {
            if (_stopped) return;
            // A period that was missed is not made up for.
            entry.Deadline = Math.Max(entry.Deadline + entry.Interval, MonotonicClock.Ticks);
            Link(entry);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Array.Clear(_slots);
            _wake.Set();
        }
    }

    private abstract class Entry
    {
        public Entry Next;
        public ICancelable Cancelable;
        public long Deadline;
        public long Interval;
        public long Tick;

        public abstract void Execute();
    }

    private sealed class TellEntry(ICanTell receiver, object message, IActorRef sender) : Entry
    {
        public override void Execute() => receiver.Tell(message, sender);
    }

    private sealed class ActionEntry(Action action) : Entry
    {
        public override void Execute() => action();
    }
}
