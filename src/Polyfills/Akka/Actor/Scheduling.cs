using Akka.Dispatch;

namespace Akka.Actor;

public interface ITimeProvider
{
    DateTimeOffset Now { get; }
    TimeSpan MonotonicClock { get; }
    TimeSpan HighResMonotonicClock { get; }
}

public interface ITellScheduler
{
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender);
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender);
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
}

public interface IRunnableScheduler
{
    void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable);
    void ScheduleOnce(TimeSpan delay, IRunnable action);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action);
}

public interface IActionScheduler : IRunnableScheduler
{
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable);
    void ScheduleOnce(TimeSpan delay, Action action);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}

public interface IAdvancedScheduler : IActionScheduler;

public interface IScheduler : ITellScheduler, ITimeProvider
{
    IAdvancedScheduler Advanced { get; }
}

public static class SchedulerExtensions
{
    public static void ScheduleOnce(this IActionScheduler scheduler, int millisecondsDelay, Action action, ICancelable cancelable = null) =>
        scheduler.ScheduleOnce(Milliseconds(millisecondsDelay), action, cancelable);

    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, int millisecondsDelay, Action action) =>
        scheduler.ScheduleOnceCancelable(Milliseconds(millisecondsDelay), action);

    public static void ScheduleRepeatedly(this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action, ICancelable cancelable = null) =>
        scheduler.ScheduleRepeatedly(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), action, cancelable);

    public static ICancelable ScheduleRepeatedlyCancelable(this IActionScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    public static ICancelable ScheduleRepeatedlyCancelable(this IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action) =>
        scheduler.ScheduleRepeatedlyCancelable(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), action);

    public static void ScheduleTellOnce(this ITellScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable = null) =>
        scheduler.ScheduleTellOnce(Milliseconds(millisecondsDelay), receiver, message, sender, cancelable);

    public static ICancelable ScheduleTellOnceCancelable(this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef sender)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    public static ICancelable ScheduleTellOnceCancelable(this IScheduler scheduler, int millisecondsDelay, ICanTell receiver, object message, IActorRef sender) =>
        scheduler.ScheduleTellOnceCancelable(Milliseconds(millisecondsDelay), receiver, message, sender);

    public static void ScheduleTellRepeatedly(this ITellScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable = null) =>
        scheduler.ScheduleTellRepeatedly(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), receiver, message, sender, cancelable);

    public static ICancelable ScheduleTellRepeatedlyCancelable(this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    public static ICancelable ScheduleTellRepeatedlyCancelable(this IScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, ICanTell receiver, object message, IActorRef sender) =>
        scheduler.ScheduleTellRepeatedlyCancelable(Milliseconds(initialMillisecondsDelay), Milliseconds(millisecondsInterval), receiver, message, sender);

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

/// <summary>The checks and overloads that all schedulers share.</summary>
public abstract class SchedulerBase : IScheduler, IAdvancedScheduler
{
    protected readonly Configuration.Config SchedulerConfig;
    protected readonly Event.ILoggingAdapter Log;

    protected SchedulerBase(Configuration.Config scheduler, Event.ILoggingAdapter log)
    {
        SchedulerConfig = scheduler;
        Log = log;
    }

    public abstract TimeSpan MonotonicClock { get; }
    public abstract TimeSpan HighResMonotonicClock { get; }
    protected abstract DateTimeOffset TimeNow { get; }

    DateTimeOffset ITimeProvider.Now => TimeNow;
    IAdvancedScheduler IScheduler.Advanced => this;

    protected abstract void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
    protected abstract void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable);
    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable);
    protected abstract void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable);

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ((ITellScheduler)this).ScheduleTellOnce(delay, receiver, message, sender, null);

    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleTellOnce(delay, receiver, message, sender, cancelable);
    }

    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ((ITellScheduler)this).ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
    }

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) => ((IActionScheduler)this).ScheduleOnce(delay, action, null);

    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ((IActionScheduler)this).ScheduleRepeatedly(initialDelay, interval, action, null);

    void IActionScheduler.ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable)
    {
        ValidateDelay(delay, nameof(delay));
        InternalScheduleOnce(delay, action, cancelable);
    }

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable)
    {
        ValidateDelay(initialDelay, nameof(initialDelay));
        ValidateInterval(interval, nameof(interval));
        InternalScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    protected static void ValidateDelay(TimeSpan delay, string parameterName)
    {
        if (delay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(parameterName, $"{parameterName} must be >= 0. It was {delay}");
    }

    protected static void ValidateInterval(TimeSpan interval, string parameterName)
    {
        if (interval <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(parameterName, $"{parameterName} must be > 0. It was {interval}");
    }
}
