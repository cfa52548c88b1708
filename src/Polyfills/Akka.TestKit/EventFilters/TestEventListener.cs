using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.TestEvent
{
    /// <summary>Asks the listener to drop what these filters match.</summary>
    public sealed class Mute : INoSerializationVerificationNeeded
    {
        public Mute(params EventFilterBase[] filters) => Filters = filters;
        public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

        public IReadOnlyCollection<EventFilterBase> Filters { get; }
    }

    public sealed class Unmute : INoSerializationVerificationNeeded
    {
        public Unmute(params EventFilterBase[] filters) => Filters = filters;
        public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

        public IReadOnlyCollection<EventFilterBase> Filters { get; }
    }
}

namespace Akka.TestKit
{
    /// <summary>A logger that shows its events to filters before it prints them, dead letters too.</summary>
    public class TestEventListener : DefaultLogger
    {
        private readonly List<IEventFilter> _filters = [];

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case InitializeLogger initialize:
                    foreach (var type in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter) })
                        initialize.LoggingBus.Subscribe(Self, type);
                    Sender.Tell(new LoggerInitialized());
                    return true;
                case Mute mute:
                    _filters.AddRange(mute.Filters);
                    return true;
                case Unmute unmute:
                    foreach (var filter in unmute.Filters) _filters.Remove(filter);
                    return true;
                case LogEvent logEvent:
                    if (!IsMuted(logEvent)) Print(logEvent);
                    return true;
                case DeadLetter letter:
                    Report(letter);
                    return true;
                default:
                    Print(new Debug(Context.System.Name, GetType(), message));
                    return true;
            }
        }

        private void Report(DeadLetter letter)
        {
            var (source, type) = (letter.Recipient.Path.ToString(), letter.Recipient.GetType());
            if (!IsMuted(new Warning(source, type, letter))) Print(new Warning(source, type, $"Received dead letter from {letter.Sender}: {letter.Message}"));
        }

        private bool IsMuted(LogEvent logEvent)
        {
            foreach (var filter in _filters)
            {
                try
                {
                    if (filter.Apply(logEvent)) return true;
                }
                catch (Exception cause)
                {
                    // A filter that fails does not match; the logger must not be restarted and lose the other filters.
                    Print(new Warning(cause, Self.Path.ToString(), GetType(), $"The event filter [{filter}] failed: {cause.Message}"));
                }
            }
            return false;
        }
    }
}
