using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// Runs the tasks of one actor in that actor's thread of control: each is a system message, so none is run once the actor has stopped.
/// </summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>The message whose async handler is running.</summary>
    public object CurrentMessage { get; internal set; }

    public override int MaximumConcurrencyLevel => 1;

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new QueuedTask(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == _cell && Execute(task);

    protected virtual void OnBeforeTaskStarted() { }
    protected virtual void OnAfterTaskCompleted() { }

    private bool Execute(Task task)
    {
        OnBeforeTaskStarted();
        try
        {
            return TryExecuteTask(task);
        }
        finally
        {
            OnAfterTaskCompleted();
        }
    }

    public static void RunTask(Action action)
    {
        RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });
    }

    public static void RunTask(Func<Task> asyncAction) => Start(new AsyncHandler(CurrentCell(), asyncAction));

    internal static void RunTask<T>(Func<T, Task> handler, T message) => Start(new AsyncHandler<T>(CurrentCell(), handler, message));

    private static ActorCell CurrentCell() => ActorCell.Current
        ?? throw new InvalidOperationException("Cannot call RunTask outside of an actor's message loop.");

    private static void Start(AsyncHandlerBase handler)
    {
        handler.Cell.Mailbox.Suspend();
        handler.Cell.SendSystemMessage(handler);
    }

    private sealed class QueuedTask(ActorTaskScheduler scheduler, Task task) : ActorWork
    {
        public override void Run(ActorCell cell) => scheduler.Execute(task);
    }

    /// <summary>One run of an async handler. The mailbox is suspended from its start to its end.</summary>
    private abstract class AsyncHandlerBase(ActorCell cell) : ActorWork
    {
        private readonly object _message = cell.CurrentMessage;
        private readonly TaskCompletionSource _observer = cell.TakeObservedHandler();

        public ActorCell Cell => cell;

        protected abstract Task Invoke();

        public override void Run(ActorCell _)
        {
            var scheduler = cell.TaskScheduler;
            scheduler.CurrentMessage = _message;
            // A task of its own, so that TaskScheduler.Current is the actor's and every await comes back to it.
            var start = new Task<Task>(static self => ((AsyncHandlerBase)self).Invoke(), this);
            start.RunSynchronously(scheduler);
            if (!start.IsCompletedSuccessfully) End(start);
            else if (start.Result is not { IsCompleted: false } handler) End(start.Result);
            else
                handler.ContinueWith(static (task, self) => ((AsyncHandlerBase)self).Continue(task), this, CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously, scheduler);
        }

        /// <summary>An exception must reach the actor's supervision, not the continuation task.</summary>
        private void Continue(Task handler)
        {
            try
            {
                End(handler);
            }
            catch (Exception cause)
            {
                cell.Fail(cause);
            }
        }

        private void End(Task handler)
        {
            cell.TaskScheduler.CurrentMessage = null;
            cell.Mailbox.Resume();
            if (_observer is not null)
            {
                _observer.TrySetFromTask(handler ?? Task.CompletedTask);
                return;
            }
            if (handler is { IsCompletedSuccessfully: false }) throw Cause(handler);
            cell.ClearCurrentMessage();
            cell.RestartReceiveTimeout(_message);
        }

        private static Exception Cause(Task handler) => handler.Exception switch
        {
            null => new TaskCanceledException(handler),
            { InnerExceptions: [var single] } => single,
            var several => several,
        };
    }

    private sealed class AsyncHandler(ActorCell cell, Func<Task> handler) : AsyncHandlerBase(cell)
    {
        protected override Task Invoke() => handler();
    }

    private sealed class AsyncHandler<T>(ActorCell cell, Func<T, Task> handler, T message) : AsyncHandlerBase(cell)
    {
        protected override Task Invoke() => handler(message);
    }
}
