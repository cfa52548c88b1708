using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What a supervisor does about the failure of a child.</summary>
public enum Directive
{
    /// <summary>Go on with the next message, same instance.</summary>
    Resume,
    Restart,
    /// <summary>Fail oneself.</summary>
    Escalate,
    Stop,
}

public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception => new(typeof(TException), self);
}

public interface IDecider
{
    Directive Decide(Exception cause);
}

public static class Decider
{
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);
}

public class LocalOnlyDecider(Func<Exception, Directive> decider) : IDecider
{
    public Directive Decide(Exception cause) => decider(cause);
}

public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    protected DeployableDecider() { }

    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) : this(defaultDirective, pairs.ToArray()) { }

    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    public Directive DefaultDirective { get; private set; }
    public KeyValuePair<Type, Directive>[] Pairs { get; private set; }

    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs ?? [])
            if (type.IsInstanceOfType(cause)) return directive;
        return DefaultDirective;
    }

    public bool Equals(DeployableDecider other) =>
        other is not null && DefaultDirective == other.DefaultDirective && (Pairs ?? []).SequenceEqual(other.Pairs ?? []);

    public override bool Equals(object obj) => Equals(obj as DeployableDecider);
    public override int GetHashCode() => HashCode.Combine(DefaultDirective, Pairs?.Length);
}

public abstract class SupervisorStrategy
{
    /// <summary>Failed creation, kill and death pact stop; every other failure restarts.</summary>
    public static IDecider DefaultDecider = Actor.Decider.From(Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>());

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    public abstract IDecider Decider { get; }
    protected bool LoggingEnabled { get; set; } = true;

    protected abstract Directive Handle(IActorRef child, Exception exception);
    public abstract void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children);
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>False to escalate.</summary>
    internal bool HandleFailure(IActorContext context, Exception cause, ChildRestartStats failedChild, IReadOnlyCollection<ChildRestartStats> allChildren)
    {
        var child = failedChild.Child;
        var directive = Handle(child, cause);
        LogFailure(context, child, cause, directive);
        if (directive == Directive.Escalate) return false;
        if (directive == Directive.Resume) ResumeChild(child, cause);
        else ProcessFailure(context, directive == Directive.Restart, child, cause, failedChild, allChildren);
        return true;
    }

    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var internalChild = (IInternalActorRef)child;
        if (suspendFirst) internalChild.Suspend();
        internalChild.Restart(cause);
    }

    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate) return;
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        var source = child.Path.ToString();
        context.System.EventStream.Publish(directive == Directive.Resume
            ? new Warning(cause, source, GetType(), message)
            : new Error(cause, source, GetType(), message));
    }

    private protected static int Milliseconds(TimeSpan? range) =>
        range is { } span && span != Timeout.InfiniteTimeSpan ? (int)span.TotalMilliseconds : -1;
}

/// <summary>Deals with the failed child alone.</summary>
public class OneForOneStrategy : SupervisorStrategy, IEquatable<OneForOneStrategy>
{
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actor.Decider.From(localOnlyDecider)) { }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true) : this(-1, -1, localOnlyDecider, loggingEnabled) { }
    public OneForOneStrategy(IDecider decider) : this(-1, -1, decider) { }
    protected OneForOneStrategy() : this(DefaultDecider) { }

    public int MaxNumberOfRetries { get; }
    public int WithinTimeRangeMilliseconds { get; }
    public override IDecider Decider { get; }

    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) => new(maxNrOfRetries, WithinTimeRangeMilliseconds, Decider, LoggingEnabled);

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        if (restart && stats.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds)) RestartChild(child, cause, suspendFirst: false);
        else context.Stop(child);
    }

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    public bool Equals(OneForOneStrategy other) =>
        other is not null && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds && Equals(Decider, other.Decider);

    public override bool Equals(object obj) => Equals(obj as OneForOneStrategy);
    public override int GetHashCode() => HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);
}

/// <summary>Deals with all children as with the failed one.</summary>
public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, Actor.Decider.From(localOnlyDecider)) { }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }
    public AllForOneStrategy(IDecider decider) : this(-1, -1, decider) { }
    protected AllForOneStrategy() : this(DefaultDecider) { }

    public int MaxNumberOfRetries { get; }
    public int WithinTimeRangeMilliseconds { get; }
    public override IDecider Decider { get; }

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
    {
        if (children.Count == 0) return;
        if (restart && children.All(each => each.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds)))
            foreach (var each in children) RestartChild(each.Child, cause, suspendFirst: !each.Child.Equals(child));
        else
            foreach (var each in children) context.Stop(each.Child);
    }

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) { }

    public bool Equals(AllForOneStrategy other) =>
        other is not null && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds && Equals(Decider, other.Decider);

    public override bool Equals(object obj) => Equals(obj as AllForOneStrategy);
    public override int GetHashCode() => HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);
}

public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) => TypeNames.Find(typeName) is { } type
        ? (SupervisorStrategyConfigurator)Activator.CreateInstance(type)
        : throw new Configuration.ConfigurationException($"Could not resolve SupervisorStrategyConfigurator type {typeName}");
}

public sealed class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
