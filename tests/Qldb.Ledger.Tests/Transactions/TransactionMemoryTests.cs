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

    /// <summary>A result that is read to its end leaves its place to the next statement, while others are still open, and some end with an error.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Results_that_are_open_at_once_never_mix(int seed)
    {
        using var ledger = new TestLedger(new LedgerOptions { PageSize = 2 });
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T << {'n': 1}, {'n': 2}, {'n': 3}, {'n': 4}, {'n': 5}, {'n': 6}, {'n': 7} >>");
        var session = await ledger.Session();
        var random = new Random(seed);
        for (var transaction = 0; transaction < 20; transaction++)
        {
            await session.Begin();
            var open = new List<(int Factor, List<long> Read, Page Last)>();
            for (var step = 0; step < 40; step++)
            {
                if (open.Count == 0 || random.Next(3) == 0)
                {
                    var factor = random.Next(1_000);
                    var page = await session.ExecuteFirstPage("SELECT VALUE n * ? FROM T", $"{factor}");
                    open.Add((factor, [.. TestSession.Rows(page).Select(row => row.GetInt64())], page));
                    continue;
                }

                var (position, result) = random.Next(open.Count) is var chosen ? (chosen, open[chosen]) : default;
                if (result.Last.NextPageToken is null)
                {
                    Assert.Equal(Enumerable.Range(1, 7).Select(n => (long)n * result.Factor), result.Read.Order());
                    open.RemoveAt(position);
                    await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("SELECT VALUE CAST('x' AS INT) + n FROM T"));
                    continue;
                }

                var next = await session.Fetch(result.Last.NextPageToken);
                result.Read.AddRange(TestSession.Rows(next).Select(row => row.GetInt64()));
                open[position] = result with { Last = next };
            }

            await session.Commit();
        }
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

        await Task.WhenAll(Enumerable.Range(1, 12).Select(client => Task.Run(() => RunTransactions(ledger, client, new Random((seed * 100) + client)))));

        Assert.Null(ledger.Ledger.VerifyJournal().Fault);
        var revisions = await ledger.Run("SELECT h.data.txn AS written, h.metadata.\"txId\" AS stored FROM history(T) AS h");
        Assert.All(revisions, revision => Assert.Equal(revision.GetField("stored").GetString(), revision.GetField("written").GetString()));
        Assert.True(revisions.Count > 500, $"Only {revisions.Count} revisions were written, which shows nothing.");
        Assert.True(ledger.Ledger.Statistics.OccConflicts > 50, $"There were {ledger.Ledger.Statistics.OccConflicts} conflicts, so little is shown of them.");
    }

    /// <summary>Each client has a document of its own, which a session beside it changes now and then to cause a conflict.</summary>
    private static async Task RunTransactions(TestLedger ledger, int client, Random random)
    {
        var (session, rival) = (await ledger.Session(), await ledger.Session());
        await Insert(await session.Begin(), -client, random);
        await session.Commit();
        for (var i = 0; i < 100; i++)
        {
            try
            {
                await Insert(await session.Begin(), random.Next(1_000), random);
                await (random.Next(8) switch
                {
                    <= 2 => Change(session, client),
                    3 => session.Execute("INSERT INTO T ?", "\"no document\""),
                    4 => session.Execute("SELECT * FROM T WHERE k = ?", $"{random.Next(1_000)}"),
                    _ => Task.FromResult(new List<IonElement>()),
                });
                if (random.Next(4) == 0)
                {
                    await Change(await rival.Begin(), client);
                    await rival.Commit();
                }

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

    private static Task<List<IonElement>> Insert(TestSession session, int key, Random random)
        => session.Execute("INSERT INTO T ?", $"{{k: {key}, txn: \"{session.TransactionId}\", fill: \"{new string('x', random.Next(700))}\"}}");

    private static Task<List<IonElement>> Change(TestSession session, int client)
        => session.Execute("UPDATE T SET txn = ? WHERE k = ?", $"\"{session.TransactionId}\"", $"{-client}");

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
