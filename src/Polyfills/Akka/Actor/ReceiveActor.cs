using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor whose behaviour is a list of handlers, tried in the order of registration.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private HandlerList _configuring = new();
    private HandlerList _initial;

    void IInitializableActor.Init()
    {
        _initial = _configuring;
        _configuring = null;
    }

    protected sealed override void OnReceive(object message) => Handle(_initial, message);

    protected void Become(Action configure)
    {
        var handlers = Configure(configure);
        base.Become(message => Handle(handlers, message));
    }

    protected void BecomeStacked(Action configure)
    {
        var handlers = Configure(configure);
        base.BecomeStacked(message => Handle(handlers, message));
    }

    private void Handle(HandlerList handlers, object message)
    {
        if (!handlers.TryHandle(message)) Unhandled(message);
    }

    private HandlerList Configure(Action configure)
    {
        var outer = _configuring;
        var handlers = _configuring = new HandlerList();
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }
        return handlers;
    }

    private void Add(MessageHandler handler)
    {
        if (_configuring is null)
            throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");
        _configuring.Add(handler);
    }

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) =>
        Add(new ActionHandler<T>(typeof(T), handler, shouldHandle));

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Add(new ActionHandler<object>(messageType, handler, shouldHandle));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Add(new FuncHandler<T>(typeof(T), handler));
    protected void Receive(Type messageType, Func<object, bool> handler) => Add(new FuncHandler<object>(messageType, handler));

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Add(new AsyncHandler<T>(typeof(T), handler, shouldHandle));

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Add(new AsyncHandler<object>(messageType, handler, shouldHandle));

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAny(Action<object> handler) => Add(new ActionHandler<object>(typeof(object), handler, null));
    protected void ReceiveAnyAsync(Func<object, Task> handler) => Add(new AsyncHandler<object>(typeof(object), handler, null));

    private sealed class HandlerList
    {
        private MessageHandler[] _handlers = [];
        private bool _complete;

        public void Add(MessageHandler handler)
        {
            if (_complete)
                throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
            _complete = handler.CatchesAll;
            _handlers = [.. _handlers, handler];
        }

        public bool TryHandle(object message)
        {
            foreach (var handler in _handlers)
                if (handler.TryHandle(message)) return true;
            return false;
        }
    }

    private abstract class MessageHandler
    {
        public abstract bool CatchesAll { get; }
        public abstract bool TryHandle(object message);
    }

    private abstract class TypedHandler<T>(Type type, Predicate<T> shouldHandle) : MessageHandler
    {
        private readonly Type _type = type == typeof(T) ? null : type ?? throw new ArgumentNullException(nameof(type));

        public override bool CatchesAll => shouldHandle is null && typeof(T) == typeof(object) && (_type is null || _type == typeof(object));

        public sealed override bool TryHandle(object message) =>
            message is T typed && _type?.IsInstanceOfType(message) != false && shouldHandle?.Invoke(typed) != false && Handle(typed);

        protected abstract bool Handle(T message);
    }

    private sealed class ActionHandler<T>(Type type, Action<T> handler, Predicate<T> shouldHandle) : TypedHandler<T>(type, shouldHandle)
    {
        protected override bool Handle(T message)
        {
            handler(message);
            return true;
        }
    }

    private sealed class FuncHandler<T>(Type type, Func<T, bool> handler) : TypedHandler<T>(type, null)
    {
        public override bool CatchesAll => false;
        protected override bool Handle(T message) => handler(message);
    }

    private sealed class AsyncHandler<T>(Type type, Func<T, Task> handler, Predicate<T> shouldHandle) : TypedHandler<T>(type, shouldHandle)
    {
        protected override bool Handle(T message)
        {
            ActorTaskScheduler.RunTask(handler, message);
            return true;
        }
    }
}
