namespace Akka.Actor
{
    /// <summary>Actors with timers of their own. <see cref="Timers"/> is set before the subclass constructor runs.</summary>
    public interface IWithTimers
    {
        ITimerScheduler Timers { get; set; }
    }

    /// <summary>Timers by key, for one actor; to be used on that actor's thread only.</summary>
    public interface ITimerScheduler
    {
        IReadOnlyCollection<object> ActiveTimers { get; }
        void StartPeriodicTimer(object key, object msg, TimeSpan interval);
        void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);
        void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);
        void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);
        void StartSingleTimer(object key, object msg, TimeSpan timeout);
        void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);
        bool IsTimerActive(object key);
        void Cancel(object key);
        void CancelAll();
    }
}

namespace Akka.Actor.Scheduler
{
    /// <summary>
    /// One firing of a timer, on its way through the mailbox. It counts only while the timer that sent it is the one in force: a timer
    /// that was cancelled, replaced or belongs to an earlier incarnation is recognised by identity.
    /// </summary>
    internal sealed class TimerMessage(Timer timer)
    {
        public Timer Timer => timer;
    }

    /// <summary>A running timer; also what cancels it.</summary>
    internal sealed class Timer(TimerScheduler owner, object key, object payload, bool repeats) : ICancelable
    {
        private volatile bool _cancelled;

        public TimerScheduler Owner => owner;
        public object Key => key;
        public object Payload => payload;
        public bool Repeats => repeats;
        public bool IsCancellationRequested => _cancelled;
        public CancellationToken Token => new(_cancelled);
        public void Cancel() => _cancelled = true;
        public void Cancel(bool throwOnFirstException) => Cancel();
        public void CancelAfter(TimeSpan delay) => throw new NotSupportedException("A timer is cancelled by its key.");
        public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));
    }

    internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
    {
        private readonly Dictionary<object, Timer> _timers = [];

        public static void Attach(IWithTimers actor, ActorCell cell) => actor.Timers = new TimerScheduler(cell);

        public static void CancelAll(ActorBase actor)
        {
            if (actor is IWithTimers { Timers: TimerScheduler timers }) timers.CancelAll();
        }

        /// <summary>What the actor is to see of a timer's message; null when that timer is no longer in force.</summary>
        public static object Accept(ActorBase actor, TimerMessage message)
        {
            var timer = message.Timer;
            if (actor is not IWithTimers { Timers: TimerScheduler timers } || timers != timer.Owner) return null;
            if (!timers._timers.TryGetValue(timer.Key, out var current) || current != timer) return null;
            if (!timer.Repeats) timers._timers.Remove(timer.Key);
            return timer.Payload;
        }

        public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

        public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, null);

        public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
            StartPeriodicTimer(key, msg, interval, interval, sender);

        public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
            StartPeriodicTimer(key, msg, initialDelay, interval, null);

        public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender)
        {
            var timer = Replace(key, msg, repeats: true);
            cell.System.Scheduler.ScheduleTellRepeatedly(initialDelay, interval, cell.Self, new TimerMessage(timer), sender, timer);
        }

        public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, null);

        public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender)
        {
            var timer = Replace(key, msg, repeats: false);
            cell.System.Scheduler.ScheduleTellOnce(timeout, cell.Self, new TimerMessage(timer), sender, timer);
        }

        public bool IsTimerActive(object key) => _timers.ContainsKey(key);

        public void Cancel(object key)
        {
            if (_timers.Remove(key, out var timer)) timer.Cancel();
        }

        public void CancelAll()
        {
            foreach (var timer in _timers.Values) timer.Cancel();
            _timers.Clear();
        }

        private Timer Replace(object key, object payload, bool repeats)
        {
            Cancel(key);
            if (cell.SystemImpl.Settings.DebugTimerScheduler)
                cell.System.EventStream.Publish(new Event.Debug(cell.Self.Path.ToString(), GetType(), $"Start timer [{key}]"));
            return _timers[key] = new Timer(this, key, payload, repeats);
        }
    }
}
