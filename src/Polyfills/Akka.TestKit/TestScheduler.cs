using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time stands still until the test moves it. What falls due then runs on the test's thread, in time order.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly List<Item> _items = [];
    private DateTimeOffset _now = DateTimeOffset.UtcNow;
    private DateTimeOffset _start;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => _start = _now;

    public DateTimeOffset Now => _now;
    protected DateTimeOffset TimeNow => _now;
    public TimeSpan MonotonicClock => _now - _start;
    public TimeSpan HighResMonotonicClock => _now - _start;
    public IAdvancedScheduler Advanced => this;

    public void Advance(TimeSpan offset) => MoveTo(_now + offset);

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < _now) throw new InvalidOperationException("You cannot reverse time...");
        MoveTo(when);
    }

    private void MoveTo(DateTimeOffset when)
    {
        Item[] due;
        lock (_lock)
        {
            due = [.. _items.Where(item => item.Due <= when).OrderBy(static item => item.Due)];
            _items.RemoveAll(item => item.Due <= when);
            _now = when;
        }
        foreach (var item in due)
        {
            if (item.Cancelable is { IsCancellationRequested: true }) continue;
            item.Run();
            if (item.Interval is { } interval) Add(interval, interval, item.Run, item.Cancelable);
        }
    }

    private void Add(TimeSpan delay, TimeSpan? interval, Action run, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } given) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        lock (_lock) _items.Add(new Item(_now + delay, interval, run, cancelable));
    }

    private sealed record Item(DateTimeOffset Due, TimeSpan? Interval, Action Run, ICancelable Cancelable);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        Add(delay, null, () => receiver.Tell(message, sender), null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Add(delay, null, action.Run, null);
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => Add(initialDelay, interval, action, cancelable);
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => Add(initialDelay, interval, action.Run, null);
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => Add(initialDelay, interval, action.Run, cancelable);
}
