using Akka.Actor;

namespace Akka.Event;

/// <summary>Marks messages that nobody misses: not logged when they end as dead letters.</summary>
public interface IDeadLetterSuppression;

public abstract class AllDeadLetters : IWrappedMessage
{
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    public object Message { get; }
    public IActorRef Recipient { get; }
    public IActorRef Sender { get; }
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>A message whose recipient is not there.</summary>
public sealed class DeadLetter : AllDeadLetters
{
    public DeadLetter(object message, IActorRef sender, IActorRef recipient) : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}

public sealed class SuppressedDeadLetter : AllDeadLetters
{
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient) : base(message, sender, recipient)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}

/// <summary>A message that was thrown away on purpose.</summary>
public sealed class Dropped(object message, string reason, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient)
{
    public Dropped(object message, string reason, IActorRef recipient) : this(message, reason, ActorRefs.NoSender, recipient) { }

    public string Reason { get; } = reason;
}

/// <summary>A message that its recipient did not handle.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

/// <summary>Logs unhandled messages at debug level, where <c>akka.actor.debug.unhandled</c> is on.</summary>
internal sealed class UnhandledMessageForwarder : ReceiveActor
{
    public UnhandledMessageForwarder() => Receive<UnhandledMessage>(unhandled => Context.System.EventStream.Publish(
        new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender} : {unhandled.Message}")));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));
}

/// <summary>Logs dead letters: so many, then a notice, then none for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private int _limit;
    private int _count;
    private TimeSpan _pause;
    private DateTime? _silentUntil;

    protected override void PreStart()
    {
        var settings = Context.System.Settings;
        (_limit, _pause) = (settings.LogDeadLetters, settings.LogDeadLettersSuspendDuration);
        foreach (var type in new[] { typeof(DeadLetter), typeof(Dropped), typeof(UnhandledMessage) }) Context.System.EventStream.Subscribe(Self, type);
    }

    protected override void PreRestart(Exception reason, object message) { }
    protected override void PostRestart(Exception reason) { }
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter) return false;
        if (letter.Message is IDeadLetterSuppression) return true;
        _count++;
        if (_silentUntil is { } end)
        {
            if (DateTime.UtcNow < end) return true;
            Log(letter, $", of which {_count - _limit - 1} were not logged. The counter will be reset now");
            _silentUntil = null;
            _count = 0;
        }
        else if (_limit == int.MaxValue || _count < _limit) Log(letter, "");
        else if (_pause == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_pause}]");
            _silentUntil = DateTime.UtcNow + _pause;
        }
        return true;
    }

    private void Log(AllDeadLetters letter, string suffix)
    {
        var name = letter.Message is IWrappedMessage wrapped ? $"{letter.Message.GetType().Name}[{wrapped.Message.GetType().Name}]" : letter.Message.GetType().Name;
        var from = letter.Sender is null || letter.Sender.Equals(Context.System.DeadLetters) ? "" : $" from {letter.Sender}";
        var what = letter switch
        {
            UnhandledMessage => "was unhandled",
            Dropped dropped => $"was dropped. {dropped.Reason}",
            _ => "was not delivered",
        };
        Context.System.EventStream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(),
            $"Message [{name}]{from} to {letter.Recipient} {what}. [{_count}] dead letters encountered{suffix}. "
            + $"If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly. "
            + "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'."));
    }
}
