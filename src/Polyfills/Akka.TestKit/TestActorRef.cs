using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;

namespace Akka.TestKit
{
    /// <summary>An actor on the calling thread, with its instance in reach.</summary>
    public class TestActorRef<TActor> : TestActorRefBase<TActor> where TActor : ActorBase
    {
        public TestActorRef(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null) : base(system, actorProps, supervisor, name) { }

        public static bool operator ==(TestActorRef<TActor> testActorRef, IActorRef actorRef) => Equals(testActorRef, actorRef);
        public static bool operator ==(IActorRef actorRef, TestActorRef<TActor> testActorRef) => Equals(testActorRef, actorRef);
        public static bool operator !=(TestActorRef<TActor> testActorRef, IActorRef actorRef) => !Equals(testActorRef, actorRef);
        public static bool operator !=(IActorRef actorRef, TestActorRef<TActor> testActorRef) => !Equals(testActorRef, actorRef);
        public override bool Equals(object obj) => base.Equals(obj);
        public override int GetHashCode() => base.GetHashCode();
    }

    public abstract class TestActorRefBase<TActor> : IInternalActorRef where TActor : ActorBase
    {
        protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null) =>
            InternalRef = InternalTestActorRef.Create(system, actorProps, supervisor, name);

        protected InternalTestActorRef InternalRef { get; }
        public IActorRef Ref => InternalRef.Ref;
        public TActor UnderlyingActor => (TActor)InternalRef.UnderlyingActor;
        public ActorPath Path => Ref.Path;
        private IInternalActorRef Internal => InternalRef.Ref;

        public void Tell(object message) => Ref.Tell(message);
        public void Tell(object message, IActorRef sender) => Ref.Tell(message, sender);
        public void Forward(object message) => Ref.Forward(message);

        /// <summary>Outside of supervision: an exception reaches the caller.</summary>
        public void Receive(object message, IActorRef sender = null) => InternalRef.Receive(message, sender);
        public Task ReceiveAsync(object message, IActorRef sender = null) => InternalRef.ReceiveAsync(message, sender);

        public void Watch(IActorRef subject) => InternalRef.Watch(subject);
        public void Unwatch(IActorRef subject) => InternalRef.Unwatch(subject);
        public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.Ref;
        public void SendSystemMessage(ISystemMessage message) => Internal.SendSystemMessage(message);

        bool IActorRefScope.IsLocal => true;
        IInternalActorRef IInternalActorRef.Parent => Internal.Parent;
        IActorRefProvider IInternalActorRef.Provider => Internal.Provider;
        IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internal.GetChild(name);
        void IInternalActorRef.Start() => Internal.Start();
        void IInternalActorRef.Stop() => Internal.Stop();
        void IInternalActorRef.Suspend() => Internal.Suspend();
        void IInternalActorRef.Resume(Exception causedByFailure) => Internal.Resume(causedByFailure);
        void IInternalActorRef.Restart(Exception cause) => Internal.Restart(cause);

        public bool Equals(IActorRef other) => Ref.Equals(other);
        public override bool Equals(object obj) => obj is IActorRef other && Equals(other);
        public override int GetHashCode() => Ref.GetHashCode();
        int IComparable<IActorRef>.CompareTo(IActorRef other) => Ref.CompareTo(other);
        public int CompareTo(object obj) => Ref.CompareTo(obj);
        public override string ToString() => InternalRef.ToString();

        public static bool operator ==(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => Equals(testActorRef, actorRef);
        public static bool operator ==(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => Equals(testActorRef, actorRef);
        public static bool operator !=(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => !Equals(testActorRef, actorRef);
        public static bool operator !=(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => !Equals(testActorRef, actorRef);
    }
}

namespace Akka.TestKit.Internal
{
    /// <summary>The cell behind a <see cref="TestActorRef{TActor}"/>.</summary>
    public class InternalTestActorRef
    {
        private InternalTestActorRef(LocalActorRef actorRef) => Ref = actorRef;

        internal LocalActorRef Ref { get; }

        public object UnderlyingActor => Ref.Cell.Actor
            ?? throw new IllegalActorStateException(Ref.Cell.IsTerminated
                ? $"underlying actor of {Ref} has terminated"
                : $"underlying actor of {Ref} has not been created: its constructor or PreStart failed");

        public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef supervisor = null, string name = null)
        {
            if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven || props.Deploy.Dispatcher == Dispatch.Dispatchers.DefaultDispatcherId)
                props = props.WithDispatcher(CallingThreadDispatcher.Id);
            var parent = Unwrap(supervisor) ?? (LocalActorRef)((ExtendedActorSystem)system).Guardian;
            return new InternalTestActorRef(parent.Cell.MakeChild(props, name, isTestRef: true, start: true));
        }

        private static LocalActorRef Unwrap(IActorRef supervisor) => supervisor switch
        {
            null => null,
            LocalActorRef local => local,
            TestProbe probe => (LocalActorRef)probe.Ref,
            IInternalActorRef other => (LocalActorRef)other.Provider.ResolveActorRef(other.Path),
            _ => throw new ArgumentException($"{supervisor} cannot supervise.", nameof(supervisor)),
        };

        public void Receive(object message, IActorRef sender = null) => Ref.Cell.ReceiveMessageForTest(new Envelope(message, sender ?? Ref.Cell.System.DeadLetters));

        /// <summary>Ends when the handler has ended, an asynchronous one included.</summary>
        public Task ReceiveAsync(object message, IActorRef sender = null) => Ref.Cell.ReceiveMessageForTestAsync(new Envelope(message, sender ?? Ref.Cell.System.DeadLetters));

        public void Watch(IActorRef subject) => Ref.Cell.Watch(subject);
        public void Unwatch(IActorRef subject) => Ref.Cell.Unwatch(subject);
        public override string ToString() => Ref + (Ref.Cell.Actor is { } actor ? actor.ToString() : "");
    }
}
