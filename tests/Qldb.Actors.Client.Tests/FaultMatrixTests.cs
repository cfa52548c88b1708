using System.Net;
using System.Text;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

/// <summary>
/// Each fault at each command of a transaction, once, and what the caller gets: held against the reviewed table FaultMatrix.approved.txt.
/// After every fault the driver works on, no session is lost, no transaction is left open, and nothing is committed twice.
/// </summary>
public sealed class FaultMatrixTests : DriverFixture
{
    private static readonly QldbCommand[] Transaction =
    [
        QldbCommand.StartSession, QldbCommand.StartTransaction, QldbCommand.ExecuteStatement, QldbCommand.FetchPage,
        QldbCommand.ExecuteStatement, QldbCommand.FetchPage, QldbCommand.CommitTransaction,
    ];

    private const string Late = "answered late, after the deadline";

    private delegate Task<SendCommandResponse> Fault(FakeService service, Command command, Func<SendCommandResponse> carryOut);

    private static readonly (string Name, Fault Fault)[] Faults =
    [
        ("BadRequest", (_, _, _) => throw FakeService.BadRequest("No.")),
        ("InvalidSession", (service, _, _) =>
        {
            service.ForgetSessions();
            throw FakeService.NoSuchSession();
        }),
        ("TransactionExpired", (service, _, _) =>
        {
            service.ExpireTransactions();
            throw FakeService.Expired();
        }),
        ("OccConflict", (service, command, _) =>
        {
            if (command.Request.SessionToken is not null)
                service.CloseTransaction(command);
            throw FakeService.Conflict();
        }),
        ("RateExceeded 400", (_, _, _) => throw new RateExceededException("slow", ErrorType.Sender, "RateExceededException", "r", HttpStatusCode.BadRequest)),
        ("LimitExceeded 400", (_, _, _) => throw new LimitExceededException("full", ErrorType.Sender, "LimitExceededException", "r", HttpStatusCode.BadRequest)),
        ("CapacityExceeded 503", (_, _, _) => throw new CapacityExceededException("busy", ErrorType.Sender, "CapacityExceededException", "r", HttpStatusCode.ServiceUnavailable)),
        ("AccessDenied", (_, _, _) => throw FakeService.Status(400, "AccessDeniedException")),
        ("500", (_, _, _) => throw FakeService.Status(500)),
        ("503", (_, _, _) => throw FakeService.Status(503)),
        ("cut before it arrived", (_, _, _) => throw new HttpRequestException("cut")),
        ("cut after it was done", (_, _, carryOut) =>
        {
            carryOut();
            throw new HttpRequestException("cut");
        }),
        ("delayed", async (_, _, carryOut) =>
        {
            for (var i = 0; i < 10; i++)
                await Task.Yield();
            return carryOut();
        }),
        (Late, (_, _, _) => new TaskCompletionSource<SendCommandResponse>().Task),
        ("answered with nothing", (_, _, carryOut) =>
        {
            carryOut();
            return Task.FromResult(new SendCommandResponse());
        }),
        ("answered with HTML", (_, _, _) => throw FakeService.Status(200)),
        ("answered with garbage", (_, _, carryOut) => Task.FromResult(Garble(carryOut()))),
        ("answered with another's answer", (_, command, carryOut) =>
        {
            carryOut();
            return Task.FromResult(command.Kind == QldbCommand.AbortTransaction
                ? new SendCommandResponse { EndSession = new EndSessionResult() }
                : new SendCommandResponse { AbortTransaction = new AbortTransactionResult() });
        }),
        ("a wrong page: rows that are no Ion", (_, _, carryOut) => Task.FromResult(WithRows(carryOut(), new ValueHolder { IonBinary = new MemoryStream([0xE0, 1, 0, 0xEA, 0x8E]) }))),
        ("a wrong page: a row without value", (_, _, carryOut) => Task.FromResult(WithRows(carryOut(), new ValueHolder()))),
    ];

    private static readonly QldbCommand[] Cleanup = [QldbCommand.AbortTransaction, QldbCommand.EndSession];

    [Fact]
    public async Task Every_outcome_is_the_reviewed_one()
    {
        var actual = new StringBuilder();
        foreach (var (name, fault) in Faults.Where(fault => fault.Name != Wire.CannotCarry))
        {
            for (var position = 0; position < Transaction.Length; position++)
                actual.AppendLine($"{name,-36}| {position + 1} {Transaction[position],-18}| {await OutcomeAsync(fault, position, name == Late ? Wire.Deadline : Patience)}");
        }

        Approved.Compare(Wire.FaultMatrix, actual.ToString());
    }

    // Nobody waits for the answers to these two: whatever happens to them, the caller hears of its own exception, and the driver works on.
    [Fact]
    public async Task No_fault_of_an_abort_or_an_end_reaches_a_caller()
    {
        foreach (var (name, fault) in Faults)
        {
            foreach (var broken in Cleanup)
            {
                var service = new FakeService();
                var options = new QldbDriverOptions { LedgerName = "ledger", RetryPolicy = AtOnce, CleanupTimeout = name == Late ? TimeSpan.FromMilliseconds(100) : Patience, PoolLimit = 1 };
                await using var driver = new PooledQldbDriver(options, Wire.To(service));
                service.On(broken, (command, carryOut, _) => fault(service, command, carryOut));

                await Throws<InvalidDataException>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task>)(_ => throw new InvalidDataException())));
                await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);
                await driver.CloseAsync().WaitAsync(Patience);

                Assert.True(service.Commits == 1, $"{name} at {broken}: {service.Commits} commits");
                Assert.Contains(broken.ToString(), service.Names);
            }
        }
    }

    private async Task<string> OutcomeAsync(Fault fault, int position, TimeSpan requestTimeout)
    {
        var service = new FakeService { PageSize = 1, Rows = (_, _) => [FakeService.Ion("1"), FakeService.Ion("2")] };
        var seen = -1;
        service.Intercept = (command, carryOut, _) =>
            command.Kind is not (QldbCommand.AbortTransaction or QldbCommand.EndSession) && Interlocked.Increment(ref seen) == position
                ? fault(service, command, carryOut)
                : Task.FromResult(carryOut());
        var options = new QldbDriverOptions
        {
            LedgerName = "ledger",
            RetryPolicy = AtOnce,
            RequestTimeout = requestTimeout,
            AcquireTimeout = Patience,
        };
        await using var driver = new PooledQldbDriver(options, Wire.To(service));
        var runs = 0;
        string outcome;
        try
        {
            var sum = await driver.ExecuteAsync(async txn =>
            {
                runs++;
                var sum = 0;
                for (var i = 0; i < 2; i++)
                {
                    await foreach (var row in await txn.ExecuteAsync($"SELECT {i}"))
                        sum += row.IntValue;
                }

                return sum;
            }).WaitAsync(Patience);
            Assert.Equal(6, sum);
            Assert.Equal(1, service.Commits);
            outcome = "committed";
        }
        catch (Exception failure)
        {
            outcome = failure.GetType().Name;
            Assert.True(service.Commits == 0 || failure is CommitOutcomeUnknownException or CommitDigestMismatchException, $"{outcome}, though committed");
        }

        var sessions = service.Names.Count(name => name == "StartSession");
        service.Intercept = null;
        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);
        Assert.Equal(0, service.OpenTransactions);
        await driver.CloseAsync().WaitAsync(Patience);
        if (!Wire.MaySaveLateSessions || requestTimeout == Patience)
            return $"{outcome}, {runs} run(s), {sessions} session(s)";
        Assert.InRange(sessions, 1, 2);
        return $"{outcome}, {runs} run(s), 1 or 2 session(s)";
    }

    private static SendCommandResponse WithRows(SendCommandResponse answer, ValueHolder row)
    {
        if ((answer.ExecuteStatement?.FirstPage ?? answer.FetchPage?.Page) is { } page)
            page.Values = [row];
        return answer;
    }

    private static SendCommandResponse Garble(SendCommandResponse answer)
    {
        if (answer.StartSession is not null)
            answer.StartSession.SessionToken = "";
        if (answer.StartTransaction is not null)
            answer.StartTransaction.TransactionId = null;
        if (answer.ExecuteStatement is not null)
            answer.ExecuteStatement.FirstPage = null;
        if (answer.FetchPage is not null)
            answer.FetchPage.Page = null;
        if (answer.CommitTransaction is not null)
            answer.CommitTransaction.CommitDigest = new MemoryStream(new byte[32]);
        return answer;
    }
}
