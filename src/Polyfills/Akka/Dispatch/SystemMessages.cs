using Akka.Actor;

namespace Akka.Dispatch.SysMsg
{
    public interface ISystemMessage : INoSerializationVerificationNeeded;

    /// <summary>Messages of the system itself: their own queue, processed before any user message.</summary>
    public abstract class SystemMessage : ISystemMessage
    {
        internal SystemMessage Next;

        /// <summary>Reverses a chain: the mailbox collects last in, first out.</summary>
        internal static SystemMessage Reverse(SystemMessage chain)
        {
            SystemMessage reversed = null;
            while (chain is not null)
            {
                var next = chain.Next;
                chain.Next = reversed;
                reversed = chain;
                chain = next;
            }
            return reversed;
        }
    }

    /// <summary>Kept back while a restart, creation or stop waits for children.</summary>
    internal interface IStashWhenWaitingForChildren;

    /// <summary>Kept back while the mailbox is suspended.</summary>
    internal interface IStashWhenFailed;

    internal sealed class Create : SystemMessage;

    internal sealed class Recreate(Exception cause) : SystemMessage, IStashWhenWaitingForChildren
    {
        public Exception Cause => cause;
    }

    internal sealed class Suspend : SystemMessage, IStashWhenWaitingForChildren;

    internal sealed class Resume(Exception causedByFailure) : SystemMessage, IStashWhenWaitingForChildren
    {
        public Exception CausedByFailure => causedByFailure;
    }

    internal sealed class Terminate : SystemMessage, IPossiblyHarmful, Event.IDeadLetterSuppression;

    internal sealed class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
    {
        public IInternalActorRef Watchee => watchee;
        public IInternalActorRef Watcher => watcher;
    }

    internal sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
    {
        public IInternalActorRef Watchee => watchee;
        public IInternalActorRef Watcher => watcher;
    }

    internal sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated) : SystemMessage
    {
        public IActorRef Actor => actor;
        public bool ExistenceConfirmed => existenceConfirmed;
        public bool AddressTerminated => addressTerminated;
    }

    internal sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage, IStashWhenFailed, IStashWhenWaitingForChildren
    {
        public IActorRef Child => child;
        public Exception Cause => cause;
        public long Uid => uid;
    }

    /// <summary>Work to be run in an actor's thread of control, in line with its system messages.</summary>
    internal abstract class ActorWork : SystemMessage
    {
        public abstract void Run(ActorCell cell);
    }
}
