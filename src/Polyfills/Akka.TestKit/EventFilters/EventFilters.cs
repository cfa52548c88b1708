using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit
{
    public interface IEventFilter
    {
        bool Apply(LogEvent logEvent);
    }

    /// <summary>Matches the event that the listener makes of a dead letter.</summary>
    public sealed class DeadLettersFilter(IStringMatcher messageMatcher, IStringMatcher sourceMatcher, Predicate<DeadLetter> isMatch = null)
        : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "DeadLetter";

        protected override bool IsMatch(LogEvent evt) =>
            evt is Warning { Message: DeadLetter letter } && isMatch?.Invoke(letter) != false
            && InternalDoMatch(letter.Recipient.Path.ToString(), letter.Message);
    }
}

namespace Akka.TestKit.Internal
{
    public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

    public abstract class EventFilterBase : IEventFilter
    {
        private readonly IStringMatcher _messageMatcher;
        private readonly IStringMatcher _sourceMatcher;

        protected EventFilterBase(IStringMatcher messageMatcher, IStringMatcher sourceMatcher)
        {
            _messageMatcher = messageMatcher ?? MatchesAll.Instance;
            _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
        }

        public event EventMatched EventMatched;

        protected abstract string FilterDescriptiveName { get; }
        protected abstract bool IsMatch(LogEvent evt);

        public bool Apply(LogEvent logEvent)
        {
            if (!IsMatch(logEvent)) return false;
            OnEventMatched(logEvent);
            return true;
        }

        protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

        protected bool InternalDoMatch(string src, object msg) => _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? "null");

        public override string ToString() => $"{FilterDescriptiveName} when Source {_sourceMatcher} and message {_messageMatcher}";
    }

    public class DebugFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Debug";
        protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
    }

    public class InfoFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Info";
        protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
    }

    public class WarningFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Warning";
        protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Errors; with an exception type, those caused by it. The text may be that of the event or of the exception.</summary>
    public class ErrorFilter : EventFilterBase
    {
        private readonly Type _exceptionType;
        private readonly bool _recurse;

        public ErrorFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : base(messageMatcher, sourceMatcher) { }

        public ErrorFilter(Type exceptionType, IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null, bool recurseInnerExceptions = false)
            : base(messageMatcher, sourceMatcher) => (_exceptionType, _recurse) = (exceptionType, recurseInnerExceptions);

        protected override string FilterDescriptiveName => "Error";

        protected override bool IsMatch(LogEvent evt)
        {
            if (evt is not Error error) return false;
            if (_exceptionType is null) return InternalDoMatch(error.LogSource, error.Message);
            for (var cause = error.Cause; cause is not null; cause = _recurse ? cause.InnerException : null)
                if (_exceptionType.IsInstanceOfType(cause)
                    && (InternalDoMatch(error.LogSource, error.Message) || InternalDoMatch(error.LogSource, cause.Message))) return true;
            return false;
        }
    }

    public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
    {
        protected override string FilterDescriptiveName => "Custom";
        protected override bool IsMatch(LogEvent evt) => predicate(evt);
    }
}
