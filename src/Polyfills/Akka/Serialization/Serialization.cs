namespace Akka.Serialization;

/// <summary>Everything is local: nothing is ever serialized.</summary>
public class Serialization
{
    internal Serialization(Actor.ExtendedActorSystem system) => System = system;

    public Actor.ActorSystem System { get; }
}
