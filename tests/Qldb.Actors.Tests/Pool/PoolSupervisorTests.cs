using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Qldb.Actors.Tests.Pool;

/// <summary>The pool's actor as other actors meet it.</summary>
public sealed class PoolSupervisorTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeService _service = new();

    public PoolSupervisorTests()
        : base("akka.loglevel = WARNING")
    {
    }

    [Fact]
    public void A_transaction_is_one_question_and_one_answer()
    {
        Pool().Tell(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), async txn => (await (await txn.ExecuteAsync("SELECT 1")).BufferAsync())[0].StringValue));

        var committed = ExpectMsg<PoolProtocol.TransactionReply.Committed>(Patience);
        Assert.Equal("SELECT 1", committed.Result);
        Assert.Equal(1, committed.Attempts);
        Assert.Equal(_service.CommittedTransactions.Single(), committed.Commit.TransactionId);
    }

    [Fact]
    public void A_failed_transaction_answers_with_its_cause()
    {
        Pool().Tell(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => throw new InvalidDataException("mine")));

        Assert.IsType<InvalidDataException>(ExpectMsg<PoolProtocol.TransactionReply.Failed>(Patience).Cause);
    }

    [Fact]
    public void A_name_used_twice_is_refused()
    {
        var pool = Pool();
        var gate = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = LeaseId.Next();
        pool.Tell(new PoolProtocol.ExecuteTransaction(id, _ => gate.Task));

        pool.Tell(new PoolProtocol.ExecuteTransaction(id, _ => Task.FromResult<object?>(null)));

        var refused = ExpectMsg<PoolProtocol.TransactionReply.Refused>(Patience);
        Assert.Contains("a name of its own", Assert.IsType<PoolProtocol.Refusal.Unavailable>(refused.Reason).Cause.Message);
        gate.SetResult(null);
        ExpectMsg<PoolProtocol.TransactionReply.Committed>(Patience);
    }

    [Fact]
    public void A_leased_session_runs_a_transaction_by_hand()
    {
        var pool = Pool();
        var lease = Lease(pool, TestActor);

        lease.Session.Tell(new SessionProtocol.StartTransaction(lease.Id));
        var started = ExpectMsg<SessionProtocol.OperationReply.TransactionStarted>(Patience);
        lease.Session.Tell(new SessionProtocol.ExecuteStatement(lease.Id, started.TransactionId, "SELECT ?", [1]));
        ExpectMsg<SessionProtocol.OperationReply.StatementExecuted>(Patience);
        lease.Session.Tell(new SessionProtocol.CommitTransaction(lease.Id, started.TransactionId));
        ExpectMsg<SessionProtocol.OperationReply.Committed>(Patience);
        pool.Tell(new PoolProtocol.ReleaseSession(lease.Id));
        ExpectMsg(new PoolProtocol.SessionReleased(lease.Id), Patience);

        Assert.Equal(1, _service.Commits);
    }

    [Fact]
    public void A_lease_that_is_over_refuses_to_work()
    {
        var pool = Pool();
        var lease = Lease(pool, TestActor);
        pool.Tell(new PoolProtocol.ReleaseSession(lease.Id));
        ExpectMsg<PoolProtocol.SessionReleased>(Patience);

        lease.Session.Tell(new SessionProtocol.StartTransaction(lease.Id));

        Assert.IsType<SessionClosedException>(ExpectMsg<SessionProtocol.OperationReply.Failed>(Patience).Cause);
        pool.Tell(new PoolProtocol.ReleaseSession(lease.Id));
        ExpectMsg<PoolProtocol.SessionReleased>(Patience);
    }

    [Fact]
    public void A_lease_of_an_actor_comes_back_when_that_actor_dies_and_its_open_transaction_is_aborted()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        var holder = CreateTestProbe();
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()), holder.Ref);
        var lease = holder.ExpectMsg<PoolProtocol.SessionReply.Granted>(Patience).Lease;
        holder.Send(lease.Session, new SessionProtocol.StartTransaction(lease.Id));
        holder.ExpectMsg<SessionProtocol.OperationReply.TransactionStarted>(Patience);

        Sys.Stop(holder.Ref);

        Assert.NotEqual(lease.Id, Lease(pool, TestActor).Id);
        Assert.Equal(0, _service.OpenTransactions);
        Assert.Equal(1, _service.LiveSessions);
    }

    [Fact]
    public void A_request_of_an_actor_that_dies_in_the_queue_is_forgotten()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        var lease = Lease(pool, TestActor);
        var leaver = CreateTestProbe();
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()), leaver.Ref);
        AwaitAssert(() => Assert.Equal(1, Statistics(pool).Waiting), Patience);

        Sys.Stop(leaver.Ref);

        AwaitAssert(() => Assert.Equal(0, Statistics(pool).Waiting), Patience);
        pool.Tell(new PoolProtocol.ReleaseSession(lease.Id));
        ExpectMsg<PoolProtocol.SessionReleased>(Patience);
        AwaitAssert(() => Assert.Equal(1, Statistics(pool).Idle), Patience);
    }

    // Design: a session actor that crashes is stopped and replaced; its caller gets the failure; other callers notice nothing.
    [Fact]
    public async Task A_session_actor_that_crashes_answers_its_caller_and_is_replaced()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var crashed = pool.Ask<PoolProtocol.TransactionReply>(
            new PoolProtocol.ExecuteTransaction(LeaseId.Next(), async txn =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, txn.CancellationToken);
                return null;
            }),
            Patience);
        await started.Task.WaitAsync(Patience);
        var waiting = pool.Ask<PoolProtocol.TransactionReply>(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => Task.FromResult<object?>(7)), Patience);

        Sys.ActorSelection(pool.Path / "session-1").Tell(Kill.Instance);

        var failed = Assert.IsType<PoolProtocol.TransactionReply.Failed>(await crashed);
        Assert.Contains("The actor of the session stopped", failed.Cause.Message);
        Assert.Equal(7, Assert.IsType<PoolProtocol.TransactionReply.Committed>(await waiting).Result);
        await AwaitAssertAsync(() => Assert.Equal((1, 0), (_service.LiveSessions, _service.OpenTransactions)), Patience);
    }

    [Fact]
    public async Task The_successor_of_a_crashed_session_is_opened_when_that_one_is_ended_and_never_beyond_the_limit()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        await CommitAsync(pool);
        var (ending, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _service.On(QldbCommand.EndSession, async (_, carryOut, _) =>
        {
            ending.TrySetResult();
            await gate.Task;
            return carryOut();
        });

        Sys.ActorSelection(pool.Path / "session-1").Tell(Kill.Instance);
        await ending.Task.WaitAsync(Patience);
        await AwaitAssertAsync(() => Assert.Equal(0, Statistics(pool).Idle), Patience); // what is asked before the pool knows of the crash is refused
        var next = CommitAsync(pool);
        await AwaitAssertAsync(() => Assert.Equal(1, Statistics(pool).Waiting), Patience);
        gate.SetResult();
        await next.WaitAsync(Patience);

        Assert.Equal(1, _service.MostLiveSessions);
    }

    [Fact]
    public async Task A_session_that_was_on_its_way_when_its_actor_crashed_is_ended()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        var (starting, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _service.On(QldbCommand.StartSession, async (_, carryOut, _) =>
        {
            starting.TrySetResult();
            await gate.Task;
            return carryOut();
        });
        var first = pool.Ask<PoolProtocol.TransactionReply>(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => Task.FromResult<object?>(7)), Patience);
        await starting.Task.WaitAsync(Patience);

        Sys.ActorSelection(pool.Path / "session-1").Tell(Kill.Instance);
        Assert.IsType<PoolProtocol.TransactionReply.Refused>(await first);
        gate.SetResult();

        await CommitAsync(pool);
        Assert.Equal((1, 1), (_service.LiveSessions, _service.MostLiveSessions));
    }

    [Fact]
    public void A_transaction_withdrawn_in_the_queue_is_answered_as_such()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        Lease(pool, TestActor);
        var id = LeaseId.Next();
        pool.Tell(new PoolProtocol.ExecuteTransaction(id, _ => Task.FromResult<object?>(null)));

        pool.Tell(new PoolProtocol.Withdraw(id));

        ExpectMsg(new PoolProtocol.TransactionReply.Refused(PoolProtocol.Refusal.Withdrawn.Instance), Patience);
    }

    [Fact]
    public void A_closing_pool_answers_everybody_and_stops()
    {
        var pool = Pool(settings => settings with { PoolLimit = 1 });
        var lease = Lease(pool, TestActor);
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()));
        Watch(pool);

        pool.Tell(new PoolProtocol.ClosePool(TimeSpan.FromMinutes(1)));
        ExpectMsg(new PoolProtocol.SessionReply.Refused(PoolProtocol.Refusal.PoolClosed.Instance), Patience);
        pool.Tell(new PoolProtocol.ReleaseSession(lease.Id));

        ExpectMsgAllOf<object>(Patience, new PoolProtocol.SessionReleased(lease.Id), PoolProtocol.PoolClosed.Instance);
        ExpectTerminated(pool, Patience);
        Assert.Equal(0, _service.LiveSessions);
    }

    [Fact]
    public void What_happens_is_published_on_the_event_stream()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PoolEvent));
        _service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var pool = Pool();
        var asker = CreateTestProbe();
        pool.Tell(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => Task.FromResult<object?>(null)), asker.Ref);

        Assert.Equal("ledger", ExpectMsg<PoolEvent.SessionStarted>(Patience).LedgerName);
        Assert.Equal(1, ExpectMsg<PoolEvent.TransactionRetrying>(Patience).Retry);
        asker.ExpectMsg<PoolProtocol.TransactionReply.Committed>(Patience);
        pool.Tell(new PoolProtocol.ClosePool(), asker.Ref);
        ExpectMsg(new PoolEvent.PoolClosing("ledger", 0), Patience);
        ExpectMsg(new PoolEvent.SessionEnded("ledger", 1), Patience);
        ExpectMsg(new PoolEvent.PoolClosed("ledger"), Patience);
    }

    [Fact]
    public async Task A_lease_held_too_long_is_reported_with_the_body_that_holds_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PoolEvent.LeaseOverdue));
        var pool = Pool(settings => settings with { LeaseReportAfter = TimeSpan.FromMilliseconds(100) });
        var gate = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = pool.Ask<PoolProtocol.TransactionReply>(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => gate.Task), Patience);

        var overdue = await ExpectMsgAsync<PoolEvent.LeaseOverdue>(Patience);

        Assert.Contains(nameof(PoolSupervisorTests), overdue.Place);
        Assert.True(overdue.Held >= TimeSpan.FromMilliseconds(100));
        gate.SetResult(null);
        await slow;
    }

    [Fact]
    public void A_pool_whose_system_goes_down_without_notice_tells_who_waits()
    {
        var system = ActorSystem.Create("abrupt", "akka.loglevel = OFF\nakka.coordinated-shutdown.run-by-actor-system-terminate = off");
        var pool = system.ActorOf(QldbPool.Props(new PoolSettings { LedgerName = "ledger", PoolLimit = 1 }, _service));
        var waiting = CreateTestProbe();
        var holder = CreateTestProbe();
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next(), Owner: TestActor), holder.Ref);
        holder.ExpectMsg<PoolProtocol.SessionReply.Granted>(Patience);
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()), waiting.Ref);

        AwaitAssert(() => Assert.Equal(1, Statistics(pool).Waiting), Patience); // a stop overtakes what is in the mailbox

        system.Stop(pool);

        waiting.ExpectMsg(new PoolProtocol.SessionReply.Refused(PoolProtocol.Refusal.PoolClosed.Instance), Patience);
        AwaitAssert(() => Assert.Equal(0, _service.LiveSessions), Patience);
        system.Dispose();
    }

    private static async Task CommitAsync(IActorRef pool) => Assert.IsType<PoolProtocol.TransactionReply.Committed>(
        await pool.Ask<PoolProtocol.TransactionReply>(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => Task.FromResult<object?>(7)), Patience));

    private IActorRef Pool(Func<PoolSettings, PoolSettings>? change = null)
    {
        var settings = new PoolSettings { LedgerName = "ledger", RetryPolicy = new RetryPolicy(4, new ExponentialBackoffStrategy(TimeSpan.Zero, TimeSpan.Zero)) };
        return Sys.ActorOf(QldbPool.Props(change?.Invoke(settings) ?? settings, _service));
    }

    private SessionLease Lease(IActorRef pool, IActorRef asker)
    {
        pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()), asker);
        return ExpectMsg<PoolProtocol.SessionReply.Granted>(Patience).Lease;
    }

    private static PoolStatistics Statistics(IActorRef pool) => pool.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance, Patience).GetAwaiter().GetResult();

    [Fact]
    public void Pool_and_sessions_run_on_the_dispatcher_of_the_settings()
    {
        var system = ActorSystem.Create("dispatched", "akka.loglevel = OFF\nmine { type = Dispatcher, throughput = 7 }");
        var settings = new PoolSettings { LedgerName = "ledger", Dispatcher = "mine" };
        Assert.Equal("mine", QldbPool.Props(settings, _service).Dispatcher);

        var pool = system.ActorOf(QldbPool.Props(settings, _service));
        pool.Tell(new PoolProtocol.ExecuteTransaction(LeaseId.Next(), _ => Task.FromResult<object?>(7)), TestActor);

        Assert.Equal(7, ExpectMsg<PoolProtocol.TransactionReply.Committed>(Patience).Result);
        system.Dispose();
    }
}
