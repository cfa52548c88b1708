using Akka.Actor;

namespace Akka.TestKit;

public abstract class MessageEnvelope
{
    public abstract object Message { get; }
    public abstract IActorRef Sender { get; }
}

public class RealMessageEnvelope(object message, IActorRef sender) : MessageEnvelope
{
    public override object Message { get; } = message;
    public override IActorRef Sender { get; } = sender;
    public override string ToString() => $"<{Message ?? "null"}> from {(Sender.IsNobody() ? "NoSender" : Sender)}";
}

/// <summary>No message yet.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static NullMessageEnvelope Instance = new();

    private NullMessageEnvelope() { }

    public override object Message => throw new IllegalActorStateException("last receive did not dequeue a message");
    public override IActorRef Sender => throw new IllegalActorStateException("last receive did not dequeue a message");
    public override string ToString() => "<null>";
}

/// <summary>What a TestActor has received and the test has not yet looked at.</summary>
internal sealed class MessageQueue
{
    private readonly LinkedList<MessageEnvelope> _messages = new();
    private TaskCompletionSource _arrived;

    public int Count
    {
        get
        {
            lock (_messages) return _messages.Count;
        }
    }

    public void Add(MessageEnvelope envelope)
    {
        lock (_messages)
        {
            _messages.AddLast(envelope);
            _arrived?.TrySetResult();
            _arrived = null;
        }
    }

    public void AddFirst(MessageEnvelope envelope)
    {
        lock (_messages)
        {
            _messages.AddFirst(envelope);
            _arrived?.TrySetResult();
            _arrived = null;
        }
    }

    public object[] ToArray()
    {
        lock (_messages) return [.. _messages.Select(static envelope => envelope.Message)];
    }

    /// <summary>The next message, or null when none came in time. An infinite timeout is negative.</summary>
    public async ValueTask<MessageEnvelope> NextAsync(bool remove, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = timeout < TimeSpan.Zero ? TimeSpan.MaxValue : TestKitBase.Now + timeout;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task arrived;
            lock (_messages)
            {
                if (_messages.First is { } first)
                {
                    if (remove) _messages.RemoveFirst();
                    return first.Value;
                }
                arrived = (_arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            var left = deadline == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : deadline - TestKitBase.Now;
            if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan) return null;
            try
            {
                await arrived.WaitAsync(left, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The loop looks once more and then gives up.
            }
        }
    }
}
