namespace Akka.Actor.Internal;

/// <summary>The cell that is current on this thread; the test kit sets its own there.</summary>
public static class InternalCurrentActorCellKeeper
{
    public static ActorCell Current
    {
        get => ActorCell.Current;
        set => ActorCell.Leave(value);
    }
}
