using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Actors.Tests;
using Qldb.Ion;

namespace Qldb.Actors.Client.Tests;

public sealed class TransactionTests : DriverFixture
{
    [Fact]
    public async Task A_transaction_is_started_executed_and_committed_on_a_new_session()
    {
        var text = await Driver().ExecuteAsync(async txn =>
        {
            var cursor = await txn.ExecuteAsync("SELECT 1");
            var rows = await cursor.BufferAsync();
            return rows[0].StringValue;
        });

        Assert.Equal("SELECT 1", text);
        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task The_next_transaction_uses_the_same_session_and_three_round_trips()
    {
        var driver = Driver();
        await driver.ExecuteStatementAsync("SELECT 1");
        await driver.ExecuteStatementAsync("SELECT 2");

        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
    }

    [Fact]
    public async Task Callers_one_after_another_never_need_a_second_session()
    {
        var driver = Driver();
        for (var i = 0; i < 200; i++)
            await driver.ExecuteStatementAsync("SELECT 1");

        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
    }

    [Fact]
    public async Task The_commit_digest_takes_in_every_statement_and_parameter()
    {
        await Driver().ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT * FROM Person WHERE Name = ? AND Age = ?", "Ada", 42);
            await txn.ExecuteAsync("UPDATE Person SET Age = ? WHERE Name = ?", -6, "Ada");
        });

        Assert.Equal(1, Service.Commits); // the service compares digests
    }

    [Fact]
    public async Task A_conflict_is_tried_again_on_the_same_session_without_an_abort()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict());
        var runs = 0;

        await Driver().ExecuteAsync(async txn =>
        {
            runs++;
            await txn.ExecuteAsync("SELECT 1");
        });

        Assert.Equal(3, runs);
        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
        Assert.DoesNotContain("AbortTransaction", Service.Names);
    }

    [Fact]
    public async Task A_conflict_that_goes_on_surfaces_as_the_SDKs_exception_after_five_attempts()
    {
        Service.Break(QldbCommand.CommitTransaction, Enumerable.Range(0, 9).Select(_ => (Exception)FakeService.Conflict()).ToArray());

        var conflict = await Throws<OccConflictException>(() => Driver().ExecuteStatementAsync("SELECT 1"));

        Assert.Equal(5, conflict.GetAttempts());
        Assert.NotNull(conflict.GetTransactionId());
        Assert.Equal(QldbCommand.CommitTransaction, conflict.GetQldbCommand());
    }

    [Fact]
    public async Task A_dead_session_is_replaced_at_once_and_without_using_up_a_retry()
    {
        var driver = Driver(options => options.RetryPolicy = RetryPolicy.None);
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.ForgetSessions();

        await driver.ExecuteStatementAsync("SELECT 2");

        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction", "StartTransaction", "StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Idle);
    }

    [Fact]
    public async Task A_session_lost_again_and_again_counts_as_retries()
    {
        Service.Break(QldbCommand.StartTransaction, Enumerable.Range(0, 9).Select(_ => (Exception)FakeService.NoSuchSession()).ToArray());
        var told = new List<int>();

        await Throws<InvalidSessionException>(() => Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryIndicator = told.Add }));

        Assert.Equal([1, 2, 3, 4], told);
    }

    [Fact]
    public async Task A_stale_token_reported_as_bad_request_is_a_dead_session_too()
    {
        var driver = Driver(options => options.RetryPolicy = RetryPolicy.None);
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.Break(QldbCommand.StartTransaction, FakeService.BadRequest("The parameter SessionToken is not valid"));

        await driver.ExecuteStatementAsync("SELECT 2");

        Assert.Equal(2, Service.Names.Count(name => name == "StartSession"));
    }

    [Fact]
    public async Task An_expired_transaction_is_not_tried_again_and_its_session_is_kept_when_the_abort_succeeds()
    {
        var runs = 0;
        var driver = Driver();

        var expired = await Throws<InvalidSessionException>(() => driver.ExecuteAsync(async txn =>
        {
            runs++;
            Service.ExpireTransactions();
            await txn.ExecuteAsync("SELECT 1");
        }));

        Assert.True(expired.IsTransactionExpired());
        Assert.Equal(1, runs);
        Assert.Equal("AbortTransaction", Service.Names.Last());
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Idle);
    }

    public static TheoryData<string, Exception> PassingFaults => new()
    {
        { "500", FakeService.Status(500) },
        { "503", FakeService.Status(503) },
        { "500 by code", FakeService.Status(400, "InternalFailure") },
        { "rate, status 400", new RateExceededException("slow down", Amazon.Runtime.ErrorType.Sender, "RateExceededException", "r", HttpStatusCode.BadRequest) },
        { "capacity, status 400", new CapacityExceededException("busy", Amazon.Runtime.ErrorType.Sender, "CapacityExceededException", "r", HttpStatusCode.BadRequest) },
        { "limit, status 400", new LimitExceededException("too many", Amazon.Runtime.ErrorType.Sender, "LimitExceededException", "r", HttpStatusCode.BadRequest) },
        { "connection cut", new HttpRequestException("cut") },
        { "request timed out in the client", new TaskCanceledException("timeout") },
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_passing_fault_of_a_statement_is_tried_again_after_an_abort(string _, Exception fault)
    {
        Service.Break(QldbCommand.ExecuteStatement, fault);

        await Driver().ExecuteStatementAsync("SELECT 1");

        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "AbortTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
    }

    [Fact]
    public async Task A_session_whose_abort_is_not_confirmed_is_ended_and_replaced()
    {
        Service.Break(QldbCommand.ExecuteStatement, FakeService.Status(500)).Break(QldbCommand.AbortTransaction, new HttpRequestException("cut"));

        await Driver().ExecuteStatementAsync("SELECT 1");

        await Until(() => Service.Names.Contains("EndSession"));
        Assert.Equal(2, Service.Names.Count(name => name == "StartSession"));
        Assert.Equal(1, Service.LiveSessions);
    }

    [Fact]
    public async Task A_bad_request_is_not_tried_again()
    {
        Service.Break(QldbCommand.ExecuteStatement, FakeService.BadRequest("Syntax error"));

        var refused = await Throws<BadRequestException>(() => Driver().ExecuteStatementAsync("SELEC 1"));

        Assert.Equal(1, refused.GetAttempts());
        Assert.Equal(QldbCommand.ExecuteStatement, refused.GetQldbCommand());
        Assert.Equal("AbortTransaction", Service.Names.Last());
    }

    [Fact]
    public async Task An_exception_of_the_body_aborts_and_reaches_the_caller_as_thrown()
    {
        var mine = new InvalidDataException("mine");

        var caught = await Throws<InvalidDataException>(() => Driver().ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT 1");
            ThrowMine();
        }));

        Assert.Same(mine, caught);
        Assert.Contains(nameof(ThrowMine), caught.StackTrace);
        Assert.Equal("AbortTransaction", Service.Names.Last());
        Assert.Equal(0, Service.OpenTransactions);

        void ThrowMine() => throw mine;
    }

    [Fact]
    public async Task A_body_that_throws_before_its_first_await_aborts_as_well()
    {
        await Throws<InvalidDataException>(() => Driver().ExecuteAsync((Func<TransactionExecutor, Task>)(_ => throw new InvalidDataException())));

        Assert.Equal("AbortTransaction", Service.Names.Last());
    }

    [Fact]
    public async Task A_body_that_returns_null_in_place_of_a_task_is_a_mistake_with_a_message()
    {
        var mistake = await Throws<InvalidOperationException>(() => Driver().ExecuteAsync(_ => null!));

        Assert.Contains("null in place of a task", mistake.Message);
    }

    // Another AWS service called in the body may well answer 503; that is no reason to run the body again.
    [Fact]
    public async Task A_fault_of_another_service_in_the_body_is_the_bodys_own()
    {
        var runs = 0;

        await Throws<AmazonQLDBSessionException>(() => Driver().ExecuteAsync(_ =>
        {
            runs++;
            throw FakeService.Status(503);
        }));

        Assert.Equal(1, runs);
    }

    // .NET driver 1.4.1: every successful Abort() surfaced as NullReferenceException.
    [Fact]
    public async Task Abort_in_the_body_surfaces_as_TransactionAbortedException()
    {
        var aborted = await Throws<TransactionAbortedException>(() => Driver().ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT 1");
            txn.Abort();
        }));

        Assert.NotNull(aborted.TransactionId);
        Assert.Equal("AbortTransaction", Service.Names.Last());
        Assert.Equal(0, Service.Commits);
    }

    // amazon-qldb-driver-nodejs issue 11: a body that swallowed a statement's error was committed silently.
    [Fact]
    public async Task A_body_that_swallows_the_failure_of_a_statement_is_not_committed()
    {
        Service.Break(QldbCommand.ExecuteStatement, FakeService.BadRequest("Syntax error"));

        await Throws<BadRequestException>(() => Driver().ExecuteAsync(async txn =>
        {
            try
            {
                await txn.ExecuteAsync("SELEC 1");
            }
            catch (BadRequestException)
            {
                // swallowed
            }
        }));

        Assert.Equal(0, Service.Commits);
        Assert.DoesNotContain("CommitTransaction", Service.Names);
    }

    // amazon-qldb-driver-nodejs issue 40: statements that were not awaited ran after the commit.
    [Fact]
    public async Task A_body_that_does_not_await_its_statement_is_not_committed()
    {
        var gate = Gate();
        Service.On(QldbCommand.ExecuteStatement, async (_, carryOut, _) =>
        {
            await gate.Task;
            return carryOut();
        });

        await Throws<UnawaitedStatementException>(() => Driver(options => options.CleanupTimeout = TimeSpan.FromMilliseconds(50)).ExecuteAsync(txn =>
        {
            _ = txn.ExecuteAsync("SELECT 1").ContinueWith(t => t.Exception, TaskScheduler.Default);
            return Task.CompletedTask;
        }));

        Assert.DoesNotContain("CommitTransaction", Service.Names);
        gate.SetResult();
    }

    [Fact]
    public async Task Statements_issued_at_once_are_hashed_in_the_order_of_execution()
    {
        await Driver().ExecuteAsync(txn => Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => txn.ExecuteAsync($"SELECT {i}")))));

        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task An_executor_kept_beyond_its_transaction_refuses_to_work()
    {
        TransactionExecutor? kept = null;
        var driver = Driver();
        await driver.ExecuteAsync(txn =>
        {
            kept = txn;
            return Task.CompletedTask;
        });

        var closed = await Throws<TransactionClosedException>(() => kept!.ExecuteAsync("SELECT 1"));

        Assert.Equal(kept!.TransactionId, closed.TransactionId);
        Assert.DoesNotContain("ExecuteStatement", Service.Names);
    }

    [Fact]
    public async Task A_digest_that_differs_is_never_retried_and_costs_the_session()
    {
        Service.On(QldbCommand.CommitTransaction, (_, carryOut, _) =>
        {
            var answer = carryOut();
            answer.CommitTransaction.CommitDigest = new MemoryStream(new byte[32]);
            return Task.FromResult(answer);
        });

        var mismatch = await Throws<CommitDigestMismatchException>(() => Driver().ExecuteStatementAsync("SELECT 1"));

        Assert.NotNull(mismatch.TransactionId);
        Assert.Equal(1, Service.Commits);
        await Until(() => Service.LiveSessions == 0);
    }

    [Fact]
    public async Task A_lost_commit_answer_is_asked_for_again_and_nothing_is_done_twice()
    {
        Service.RemembersCommits = true;
        Service.LoseAnswers(QldbCommand.CommitTransaction, 3);
        var runs = 0;

        await Driver().ExecuteAsync(async txn =>
        {
            runs++;
            await txn.ExecuteAsync("INSERT INTO Person ?", 1);
        });

        Assert.Equal(1, runs);
        Assert.Equal(1, Service.Commits);
        var asked = Service.Log.Where(command => command.Kind == QldbCommand.CommitTransaction).Select(command => command.Request).ToList();
        Assert.Equal(4, asked.Count);
        Assert.Single(asked.Select(request => request.SessionToken).Distinct());
        Assert.Single(asked.Select(request => Convert.ToBase64String(request.CommitTransaction.CommitDigest.ToArray())).Distinct());
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_simply_sent_again()
    {
        Service.Break(QldbCommand.CommitTransaction, new HttpRequestException("cut"), FakeService.Status(503));
        var runs = 0;

        await Driver().ExecuteAsync(_ => Task.FromResult(runs++));

        Assert.Equal(1, runs);
        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task A_commit_whose_outcome_stays_unknown_says_so_and_is_not_retried()
    {
        Service.LoseAnswers(QldbCommand.CommitTransaction, 1); // and asked again the service says "No open transaction"
        var runs = 0;

        var unknown = await Throws<CommitOutcomeUnknownException>(() => Driver().ExecuteAsync(_ => Task.FromResult(runs++)));

        Assert.Equal(1, runs);
        Assert.Equal(2, unknown.TimesSent);
        Assert.IsType<QldbTransportException>(unknown.InnerException);
        await Until(() => Service.LiveSessions == 0);
    }

    [Fact]
    public async Task A_commit_whose_outcome_stays_unknown_is_retried_where_that_is_allowed()
    {
        Service.LoseAnswers(QldbCommand.CommitTransaction, 1);
        var runs = 0;

        await Driver().ExecuteAsync(_ => Task.FromResult(runs++), new ExecuteOptions { RetryUnknownCommit = true });

        Assert.Equal(2, runs);
        Assert.Equal(2, Service.Commits);
    }

    [Fact]
    public async Task A_conflict_answered_to_the_second_question_is_an_ordinary_conflict()
    {
        Service.Break(QldbCommand.CommitTransaction, new HttpRequestException("cut"), FakeService.Conflict());

        await Driver().ExecuteStatementAsync("SELECT 1");

        Assert.Equal(2, Service.Names.Count(name => name == "StartTransaction"));
        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task The_commit_can_be_looked_at_before_the_result_arrives()
    {
        CommitResult? commit = null;

        await Driver().ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { Committed = result => commit = result });

        Assert.Equal(Service.CommittedTransactions.Single(), commit!.TransactionId);
        Assert.Equal(32, commit.CommitDigest.Length);
        Assert.Equal(new IOUsage(0, 7), commit.ConsumedIOs);
        Assert.Equal(new TimingInformation(11), commit.TimingInformation);
    }

    [Fact]
    public async Task A_Committed_callback_that_throws_does_not_undo_the_commit()
    {
        await Driver().ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { Committed = _ => throw new InvalidDataException() });

        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task The_body_sees_the_callers_ambient_values()
    {
        var ambient = new AsyncLocal<string> { Value = "of the caller" };

        Assert.Equal("of the caller", await Driver().ExecuteAsync(_ => Task.FromResult(ambient.Value)));
    }

    [Fact]
    public async Task Table_names_are_listed()
    {
        Service.Rows = (_, _) => [IonElement.OfString("Person").ToBinary(), IonElement.OfString("Vehicle").ToBinary()];

        Assert.Equal(["Person", "Vehicle"], await Driver().ListTableNamesAsync());
        Assert.Contains(Service.Log, command => command.Statement == "SELECT VALUE name FROM information_schema.user_tables WHERE status = 'ACTIVE'");
    }

    // Python 3: a connection lost in the abort took the place of the real error, and the session went back into the pool as alive.
    [Fact]
    public async Task The_failure_of_an_abort_never_takes_the_place_of_the_real_error()
    {
        Service.Break(QldbCommand.ExecuteStatement, FakeService.BadRequest("Syntax error")).Break(QldbCommand.AbortTransaction, new HttpRequestException("cut"));
        var driver = Driver();

        Assert.Equal("Syntax error", (await Throws<BadRequestException>(() => driver.ExecuteStatementAsync("SELEC 1"))).Message);

        await driver.ExecuteStatementAsync("SELECT 1");
        Assert.Equal(2, Service.Names.Count(name => name == "StartSession"));
    }

    // Every official driver that retries a 500 or 503 retries it on a commit as well, where the work may have been done.
    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failing_status_on_a_commit_leaves_it_as_unknown_as_a_lost_connection(int status)
    {
        var failures = 1;
        Service.On(QldbCommand.CommitTransaction, (_, carryOut, _) =>
        {
            var answer = carryOut();
            return Interlocked.Decrement(ref failures) >= 0 ? throw FakeService.Status(status) : Task.FromResult(answer);
        });
        var runs = 0;

        await Throws<CommitOutcomeUnknownException>(() => Driver().ExecuteAsync(_ => Task.FromResult(runs++)));

        Assert.Equal((1, 1), (runs, Service.Commits));
    }
}
