using System.Globalization;
using Akka.Actor;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Benchmarks.Driver;

/// <summary>The pool without transactions: acquire and give back, what an idle session weighs, and what a million acquires leave for the collector.</summary>
internal static class MeasurePool
{
    private sealed record Entry(int Number, string Text);

    /// <summary>Leases against the plainest pool with an actor: one caller, then 16 on 8 sessions.</summary>
    public static async Task CompareAsync(Func<string, int, Func<Task>, Func<Task>, Task> compare)
    {
        using var system = System();
        foreach (var (callers, sessions) in new[] { (1, 8), (16, 8) })
        {
            var pool = system.ActorOf(QldbPool.Props(new PoolSettings { LedgerName = "bench", PoolLimit = sessions }, new InstantService(rows: 1)));
            var plain = system.ActorOf(Props.Create(() => new AskPool(sessions)));
            await compare($"acquire and release, {callers} caller(s) on {sessions}", callers, () => LeaseAsync(pool), () => AskPool.UseAsync(plain));
        }
    }

    public static async Task IdleSessionsAsync(int sessions)
    {
        using var system = System();
        var before = Heap();
        var pool = system.ActorOf(QldbPool.Props(new PoolSettings { LedgerName = "bench", PoolLimit = sessions, MinIdle = sessions }, new InstantService(rows: 1)));
        while ((await pool.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance)).Idle < sessions)
            await Task.Delay(10);
        var session = (Heap() - before) / (double)sessions;

        before = Heap();
        var idle = Enumerable.Range(0, sessions).Select(_ => system.ActorOf(Props.Create(() => new Idle()))).ToList();
        await Task.WhenAll(idle.Select(actor => actor.Ask<string>("ready")));
        var plain = (Heap() - before) / (double)sessions;
        GC.KeepAlive(idle);
        Print($"{"an idle session",-46} {session,8:F0} B   an idle ReceiveActor {plain,8:F0} B");
    }

    public static async Task AcquiresAsync(int acquires)
    {
        using var system = System();
        var pool = system.ActorOf(QldbPool.Props(new PoolSettings { LedgerName = "bench" }, new InstantService(rows: 1)));
        for (var i = 0; i < 1000; i++)
            await LeaseAsync(pool);
        Heap();
        var before = (GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2));
        for (var i = 0; i < acquires; i++)
            await LeaseAsync(pool);
        Print($"{acquires} acquires and releases: {GC.CollectionCount(2) - before.Item3} collections of generation 2, {GC.CollectionCount(1) - before.Item2} of 1 or more, {GC.CollectionCount(0) - before.Item1} in all");
    }

    public static async Task EmbeddedAsync(int transactions)
    {
        using var ledger = Qldb.Ledger.Ledger.Open(new InMemoryLedgerStore("bench"));
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "bench" }, new EmbeddedSessionClient(ledger));
        await driver.ExecuteStatementAsync("CREATE TABLE Entry");
        for (var i = 0; i < transactions / 10; i++)
            await InsertAsync(i);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < transactions; i++)
            await InsertAsync(i);
        Print($"{"an insert into the embedded ledger in memory",-46} {(GC.GetTotalAllocatedBytes(precise: true) - before) / (double)transactions,8:F0} B, the ledger's own share included");

        Task InsertAsync(int i) => driver.ExecuteAsync(txn => txn.ExecuteAsync("INSERT INTO Entry ?", new Entry(i, "some words")));
    }

    private static async Task LeaseAsync(IActorRef pool)
    {
        var id = LeaseId.Next();
        if (await pool.Ask<PoolProtocol.SessionReply>(new PoolProtocol.GetSession(id), Timeout.InfiniteTimeSpan) is not PoolProtocol.SessionReply.Granted)
            throw new InvalidOperationException("There was no session.");
        pool.Tell(new PoolProtocol.ReleaseSession(id), ActorRefs.NoSender);
    }

    private static ActorSystem System() => ActorSystem.Create("bench", "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class Idle : ReceiveActor
    {
        public Idle() => ReceiveAny(message => Sender.Tell(message));
    }
}
