using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// The two queues of an actor and the one word that decides when it runs.
/// <para>
/// Invariant: whenever there is work that may run, the Scheduled bit is set, so a mailbox is with the dispatcher at most once and
/// never forgotten. A sender enqueues, then tries to set the bit; a run clears the bit, then looks for work again. Both steps are
/// full fences, so one of the two always sees the other.
/// </para>
/// </summary>
public sealed class Mailbox : IRunnable, IThreadPoolWorkItem
{
    private const int Scheduled = 1;
    private const int OneSuspension = 2;

    private static readonly SystemMessage Closed = new Terminate();

    private readonly ActorCell _cell;
    private readonly ConcurrentQueue<Envelope> _userQueue = new();
    private Stack<Envelope> _putBack;   // messages returned to the front; touched by the actor's own thread only
    private SystemMessage _systemStack; // newest first
    private int _status;                // Scheduled | suspensions * OneSuspension

    internal Mailbox(ActorCell cell, MessageDispatcher dispatcher)
    {
        _cell = cell;
        Dispatcher = dispatcher;
    }

    public MessageDispatcher Dispatcher { get; }
    public bool HasMessages => _putBack is { Count: > 0 } || !_userQueue.IsEmpty;
    public int NumberOfMessages => _userQueue.Count + (_putBack?.Count ?? 0);

    internal bool IsSuspended() => Volatile.Read(ref _status) >= OneSuspension;
    internal bool IsClosed => ReferenceEquals(Volatile.Read(ref _systemStack), Closed);
    private bool HasSystemMessages => Volatile.Read(ref _systemStack) is { } stack && !ReferenceEquals(stack, Closed);

    internal void Post(in Envelope envelope)
    {
        if (IsClosed)
        {
            _cell.SendToDeadLetters(envelope);
            return;
        }
        _userQueue.Enqueue(envelope);
        if (IsClosed) DrainToDeadLetters(); // closed in between: nobody else will look here again
        else Schedule(forSystemMessage: false);
    }

    /// <summary>False when the mailbox is closed.</summary>
    internal bool PostSystem(SystemMessage message)
    {
        var top = Volatile.Read(ref _systemStack);
        while (true)
        {
            if (ReferenceEquals(top, Closed)) return false;
            message.Next = top;
            var seen = Interlocked.CompareExchange(ref _systemStack, message, top);
            if (ReferenceEquals(seen, top)) break;
            top = seen;
        }
        Schedule(forSystemMessage: true);
        return true;
    }

    internal void PutBack(in Envelope envelope) => (_putBack ??= new Stack<Envelope>()).Push(envelope);

    internal void Suspend() => Interlocked.Add(ref _status, OneSuspension);

    /// <summary>Takes one suspension back; a resume too many is ignored.</summary>
    internal void Resume()
    {
        var status = Volatile.Read(ref _status);
        while (status >= OneSuspension)
        {
            var seen = Interlocked.CompareExchange(ref _status, status - OneSuspension, status);
            if (seen == status) return;
            status = seen;
        }
    }

    /// <summary>Ends the mailbox: what is queued, and whatever arrives from now on, goes to dead letters.</summary>
    internal void Close()
    {
        var rest = SystemMessage.Reverse(Interlocked.Exchange(ref _systemStack, Closed));
        while (rest is not null && !ReferenceEquals(rest, Closed))
        {
            var next = rest.Next;
            _cell.HandleSystemMessageOfTheDead(rest);
            rest = next;
        }
        DrainToDeadLetters();
    }

    private void DrainToDeadLetters()
    {
        while (_putBack is { Count: > 0 }) _cell.SendToDeadLetters(_putBack.Pop());
        while (_userQueue.TryDequeue(out var envelope)) _cell.SendToDeadLetters(envelope);
    }

    private void Schedule(bool forSystemMessage)
    {
        var status = Volatile.Read(ref _status);
        while ((status & Scheduled) == 0 && (forSystemMessage || status < OneSuspension))
        {
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                Dispatcher.Execute(this);
                return;
            }
            status = seen;
        }
    }

    void IThreadPoolWorkItem.Execute() => Run();

    public void Run()
    {
        var previous = ActorCell.Enter(_cell);
        try
        {
            ProcessSystemMessages();
            ProcessMessages();
        }
        finally
        {
            ActorCell.Leave(previous);
            Interlocked.And(ref _status, ~Scheduled);
            if (HasSystemMessages) Schedule(forSystemMessage: true);
            else if (!IsClosed && HasMessages) Schedule(forSystemMessage: false);
        }
    }

    private void ProcessMessages()
    {
        for (var left = Dispatcher.Throughput; left >= 0 && !IsSuspended() && !IsClosed; left--)
        {
            if (_putBack is not { Count: > 0 } || !_putBack.TryPop(out var envelope))
                if (!_userQueue.TryDequeue(out envelope)) return;
            _cell.Invoke(envelope);
            ProcessSystemMessages();
        }
    }

    private void ProcessSystemMessages()
    {
        while (HasSystemMessages) _cell.InvokeSystem(SystemMessage.Reverse(Interlocked.Exchange(ref _systemStack, null)));
    }
}
