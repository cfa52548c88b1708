using Akka.Actor;

namespace Akka.TestKit;

public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>Reacts to messages as they arrive at a TestActor; says what is to react to the next one.</summary>
public abstract class AutoPilot
{
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;
    public static KeepRunning KeepRunning => KeepRunning.Instance;
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>From now on, no autopilot.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    public static NoAutoPilot Instance = new();
    private NoAutoPilot() { }
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Go on with the same one.</summary>
public sealed class KeepRunning : AutoPilot
{
    public static KeepRunning Instance = new();
    private KeepRunning() { }
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException($"Must not call {nameof(Run)} on {nameof(KeepRunning)}: it is a return value only.");
}

public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    public override AutoPilot Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
