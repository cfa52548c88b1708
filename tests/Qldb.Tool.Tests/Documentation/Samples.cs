// Outside of the Qldb namespaces, as an application's code is.
using Akka.Actor;
using Amazon.QLDBSession;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Verification;

namespace Samples;

/// <summary>The code blocks of the README and the how-to pages, compiled and run. <see cref="Qldb.Tool.Tests.Documentation.DocumentationTests"/> holds page and code together.</summary>
internal static class Samples
{
    public static async Task ReadmeAsync(Action<string?> show)
    {
        // sample: readme
        using var ledger = Ledger.Open(SqliteLedgerStore.OpenOrCreate(new SqliteLedgerStoreOptions { Path = "people.qldb" }, "people"));
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "people" }, new EmbeddedSessionClient(ledger));

        await driver.ExecuteStatementAsync("CREATE TABLE Person");
        await driver.ExecuteStatementAsync("INSERT INTO Person ?", new { GovId = "AB1234567", Name = "Ada" });
        var names = await driver.ExecuteAsync(async txn =>
        {
            var people = await txn.ExecuteAsync("SELECT VALUE p.Name FROM Person AS p WHERE p.GovId = ?", "AB1234567");
            return await people.BufferAsync();
        });
        show(names[0].StringValue);
        // end
    }

    public static async Task WatchAsync(IAmazonQLDBSession client, Action<string> write, Func<Task> whileOpen)
    {
        // sample: watch-a-driver
        using var system = ActorSystem.Create("shop");
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "people", MinIdle = 2 }, client, system);
        system.ActorOf(Props.Create(() => new PoolWatcher(driver.Pool, write)));
        // end
        await whileOpen();
    }

    public static async Task<bool> VerifyAsync(Ledger ledger, PooledQldbDriver driver)
    {
        // sample: verify-a-document
        var committed = await driver.ExecuteAsync(async txn =>
        {
            var found = await txn.ExecuteAsync(txn.Query<Committed>(
                "SELECT r.blockAddress.sequenceNo AS SequenceNo, r.metadata.id AS Id FROM _ql_committed_Person AS r WHERE r.data.GovId = ?", "AB1234567"));
            return (await found.BufferAsync()).Single();
        });

        var digest = ledger.GetDigest(); // keep it where nobody who can write the ledger's file can reach it
        var address = new BlockAddress(ledger.StrandId, committed.SequenceNo);
        var (revision, proof) = ledger.GetRevision(address, committed.Id, digest.Tip);
        var proved = ProofVerifier.VerifyRevision(revision, proof!, digest.Hash);
        // end

        // sample: verify-the-journal
        var journal = ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [digest] });
        Console.WriteLine(journal.Fault is null ? $"{journal.BlockCount} blocks are intact." : $"Block {journal.Fault.SequenceNo}: {journal.Fault.Reason}");
        // end
        return proved && journal.IsValid;
    }

    // sample: pool-watcher
    public sealed class PoolWatcher : ReceiveActor
    {
        public PoolWatcher(IActorRef pool, Action<string> write)
        {
            Context.System.EventStream.Subscribe(Self, typeof(PoolEvent));
            Receive<PoolEvent.PoolClosed>(closed => write($"{closed.LedgerName}: closed"));
            Receive<PoolEvent>(happened =>
            {
                write($"{happened.LedgerName}: {happened.GetType().Name}");
                pool.Tell(PoolProtocol.GetPoolStatistics.Instance);
            });
            Receive<PoolStatistics>(now =>
            {
                write($"{pool.Path.Name}: {now.Leased} leased, {now.Idle} idle, {now.Starting} starting, {now.Waiting} waiting");
                Context.ActorSelection(pool.Path / "*").Tell(new Identify(null));
            });
            Receive<ActorIdentity>(session => write($"   {session.Subject.Path.Name}"));
            pool.Tell(PoolProtocol.GetPoolStatistics.Instance);
        }
    }
    // end

    private sealed record Committed(long SequenceNo, QldbId Id);
}
