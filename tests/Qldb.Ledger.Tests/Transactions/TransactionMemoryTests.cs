using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>The memory of one transaction serves the next one, of whatever session. Nothing that outlives the transaction may be in it.</summary>
public sealed class TransactionMemoryTests
{
    [Theory]
    [InlineData("SELECT VALUE ? FROM << 1 >>")]
    [InlineData("SELECT * FROM T WHERE k = ?.k")]
    public async Task A_row_that_was_a_parameter_stays_as_it_was_when_the_session_goes_on(string query)
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        var session = await ledger.Transaction();
        await session.Execute("INSERT INTO T ?", "{k: 1}");
        var row = Assert.Single((await session.ExecuteFirstPage(query, "{k: 1}")).Values).IonBinary;
        var before = row.ToArray();
        await session.Commit();
        await session.Begin();
        await session.Execute("INSERT INTO T ?", "{k: 9}");
        await session.Execute("SELECT * FROM T WHERE k = ?.k", "{k: 8}");

        Assert.Equal(before, row.ToArray());
        Assert.Equal("{k: 1}", IonElement.Parse(before).ToString());
    }

    /// <summary>Small ones share memory, large ones have their own, and the last of those that fit is followed by one that does not.</summary>
    [Fact]
    public async Task Documents_are_stored_as_they_were_sent_whatever_the_session_sends_next()
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        var session = await ledger.Session();
        var random = new Random(1);
        var sent = new List<string>();
        for (var transaction = 0; transaction < 100; transaction++)
        {
            await session.Begin();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                sent.Add($"{{n: {sent.Count}, text: \"{new string((char)('a' + random.Next(26)), random.Next(3_000))}\"}}");
                await session.Execute("INSERT INTO T ?", sent[^1]);
            }

            await session.Commit();
        }

        Assert.Equal(sent.Order(StringComparer.Ordinal), await ledger.Texts("SELECT * FROM T"));
    }

    /// <summary>
    /// Each document says which transaction wrote it. Sessions commit, conflict, send wrong digests, break off statements, abort and walk away from commits, all
    /// at once; a transaction that began in memory which another one was still stored from would leave its id in the other's revisions.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_revision_is_what_its_own_transaction_wrote(int seed)
    {
        using var ledger = new TestLedger(store: new HesitantStore(new InMemoryLedgerStore("test")));
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("CREATE INDEX ON T (k)");
        await ledger.Run("INSERT INTO T {'k': 0}");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(client => Task.Run(() => RunTransactions(ledger, new Random((seed * 100) + client)))));

        Assert.Null(ledger.Ledger.VerifyJournal().Fault);
        var revisions = await ledger.Run("SELECT h.data.txn AS written, h.metadata.\"txId\" AS stored FROM history(T) AS h WHERE h.data.txn IS NOT MISSING");
        Assert.All(revisions, revision => Assert.Equal(revision.GetField("stored").GetString(), revision.GetField("written").GetString()));
        Assert.True(revisions.Count > 100, $"Only {revisions.Count} revisions were written, which shows nothing.");
        Assert.True(ledger.Ledger.Statistics.OccConflicts > 0, "There was no conflict, so nothing is shown of them.");
    }

    private static async Task RunTransactions(TestLedger ledger, Random random)
    {
        var session = await ledger.Session();
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await session.Begin();
                await session.Execute("INSERT INTO T ?", $"{{k: {random.Next(1, 1_000)}, txn: \"{session.TransactionId}\", fill: \"{new string('x', random.Next(700))}\"}}");
                await (random.Next(8) switch
                {
                    <= 2 => session.Execute("UPDATE T SET txn = ? WHERE k = 0", $"\"{session.TransactionId}\""),
                    3 => session.Execute("INSERT INTO T ?", "\"no document\""),
                    4 => session.Execute("SELECT * FROM T WHERE k = ?", $"{random.Next(1_000)}"),
                    _ => Task.FromResult(new List<IonElement>()),
                });
                await End(session, random);
            }
            catch (OccConflictException)
            {
                // The service ends the transaction then.
            }
            catch (BadRequestException)
            {
                await session.Abort();
            }
        }

        // Behind a commit that nobody waits for.
        await session.End();
    }

    private static async Task End(TestSession session, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                await session.Abort();
                break;
            case 1:
                await session.Commit(session.TransactionId, QldbHash.OfString("another"));
                break;
            case 2:
                await WalkAwayFromCommit(session);
                break;
            default:
                await session.Commit();
                break;
        }
    }

    private static async Task WalkAwayFromCommit(TestSession session)
    {
        using var patience = new CancellationTokenSource();
        var commit = session.Commit(session.TransactionId, session.Digest, patience.Token);
        await patience.CancelAsync();
        try
        {
            await commit;
        }
        catch (OperationCanceledException)
        {
            // It goes on, and the session's next command waits for it.
        }
    }
}
