using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Qldb.Actors.Tests.Pool;

/// <summary>The real actors under everything at once: transactions, leases, withdrawals, lost sessions, failing starts, crashing actors, dying holders.</summary>
public sealed class PoolTortureTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public PoolTortureTests()
        : base("akka.loglevel = OFF\nakka.log-dead-letters = off")
    {
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_request_is_answered_once_and_the_pool_is_whole_afterwards(int seed)
    {
        const int Limit = 4;
        var service = new FakeService();
        var trouble = new Random(seed);
        var calm = false;
        service.Intercept = async (command, carryOut, token) =>
        {
            int dice;
            lock (trouble)
                dice = calm ? 100 : trouble.Next(60);
            if (dice < 6)
                await Task.Yield();
            return dice switch
            {
                0 when command.Kind == QldbCommand.StartSession => throw FakeService.Status(503),
                1 when command.Kind == QldbCommand.CommitTransaction => Conflict(service, command),
                2 => throw FakeService.Status(500),
                3 => throw new HttpRequestException("cut"),
                _ => carryOut(),
            };
        };
        var settings = new PoolSettings
        {
            LedgerName = "ledger",
            PoolLimit = Limit,
            RetryPolicy = new RetryPolicy(2, new ExponentialBackoffStrategy(TimeSpan.Zero, TimeSpan.Zero)),
            IdleTimeout = TimeSpan.FromMilliseconds(300),
        };
        var pool = Sys.ActorOf(QldbPool.Props(settings, service));
        var answers = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            var random = new Random((seed * 1000) + worker);
            for (var i = 0; i < 150; i++)
            {
                await (random.Next(8) switch
                {
                    0 => TakeAndReturnAsync(),
                    1 => TakeAndDieAsync(),
                    2 => CrashAsync(random.Next(1, 40)),
                    3 => WithdrawAsync(random),
                    _ => TransactAsync(random.Next(4)),
                });
            }
        }))).WaitAsync(Patience);

        calm = true;
        for (var i = 0; i < 50; i++)
            await TransactAsync(1);

        // A lease of a dead holder comes back in its own time: its session aborts first.
        await AwaitAssertAsync(
            async () =>
            {
                await TransactAsync(1);
                var statistics = await pool.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance, Patience);
                Assert.Equal((0, 0), (statistics.Waiting, statistics.Leased));
                Assert.InRange(statistics.Idle, 1, Limit);
            },
            Patience);
        Assert.True(answers > 1000);
        await pool.Ask<PoolProtocol.PoolClosed>(new PoolProtocol.ClosePool(), Patience);

        async Task TransactAsync(int yields)
        {
            var reply = await pool.Ask<PoolProtocol.TransactionReply>(
                new PoolProtocol.ExecuteTransaction(LeaseId.Next(), async txn =>
                {
                    await txn.ExecuteAsync("SELECT 1");
                    for (var i = 0; i < yields; i++)
                        await Task.Yield();
                    return null;
                }),
                Patience);

            // Two at once on one session would meet "Transaction already open" or "No open transaction".
            if (reply is PoolProtocol.TransactionReply.Failed failed)
                Assert.IsNotType<Amazon.QLDBSession.Model.BadRequestException>(failed.Cause);
            Interlocked.Increment(ref answers);
        }

        async Task TakeAndReturnAsync()
        {
            var id = LeaseId.Next();
            if (await pool.Ask<PoolProtocol.SessionReply>(new PoolProtocol.GetSession(id), Patience) is PoolProtocol.SessionReply.Granted)
                await pool.Ask<PoolProtocol.SessionReleased>(new PoolProtocol.ReleaseSession(id), Patience);
            Interlocked.Increment(ref answers);
        }

        async Task TakeAndDieAsync()
        {
            var holder = Sys.ActorOf(Props.Create(() => new Holder(pool)));
            await holder.WatchAsync().WaitAsync(Patience);
            Interlocked.Increment(ref answers);
        }

        Task CrashAsync(int session)
        {
            Sys.ActorSelection(pool.Path / $"session-{session}").Tell(Kill.Instance);
            return Task.CompletedTask;
        }

        async Task WithdrawAsync(Random random)
        {
            var id = LeaseId.Next();
            var reply = pool.Ask<PoolProtocol.SessionReply>(new PoolProtocol.GetSession(id), Patience);
            for (var i = random.Next(3); i > 0; i--)
                await Task.Yield();
            pool.Tell(new PoolProtocol.Withdraw(id));
            await reply;
            Interlocked.Increment(ref answers);
        }
    }

    private static Amazon.QLDBSession.Model.SendCommandResponse Conflict(FakeService service, Command command)
    {
        service.CloseTransaction(command);
        throw FakeService.Conflict();
    }

    /// <summary>Takes a session and dies with it.</summary>
    private sealed class Holder : ReceiveActor
    {
        public Holder(IActorRef pool)
        {
            pool.Tell(new PoolProtocol.GetSession(LeaseId.Next()));
            Receive<PoolProtocol.SessionReply>(_ => Context.Stop(Self));
        }
    }
}
