using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Makes a cell current around what follows an await, so that a test keeps its implicit sender.</summary>
internal sealed class ActorCellKeepingSynchronizationContext(ActorCell cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object state) =>
        ThreadPool.QueueUserWorkItem(static work => work.Context.Run(work.Callback, work.State), (Context: this, Callback: d, State: state), preferLocal: false);

    public override void Send(SendOrPostCallback d, object state)
    {
        if (Current == this) d(state);
        else Run(d, state);
    }

    private void Run(SendOrPostCallback callback, object state)
    {
        var context = Current;
        var previous = ActorCell.Enter(cell);
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Leave(previous);
            SetSynchronizationContext(context);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
