using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>The entries of an index over documents that are there already are gathered beside the commit pipeline, not in it.</summary>
public sealed class IndexBuildTests : IDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly GatedStore _store = new(new InMemoryLedgerStore("test"));
    private readonly TestLedger _ledger;

    public IndexBuildTests() => _ledger = new TestLedger(store: _store);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Others_commit_while_an_index_is_built_and_it_finds_what_they_left(int othersMeanwhile)
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE TABLE Other");
        var ids = new List<string>();
        for (var key = 1; key <= 4; key++)
        {
            ids.Add((await _ledger.Run("INSERT INTO T ?", $"{{k: {key}}}")).Single().ToString().Split('"')[1]);
        }

        // The scan sees the table as it is now, and then waits.
        _store.CloseForScans();
        var index = Task.Run(() => _ledger.Run("CREATE INDEX ON T (k)"));
        await _store.ScanEntered;

        var session = await _ledger.Session().WaitAsync(SafetyNet);
        await session.Run("INSERT INTO T ?", "{k: 5}").WaitAsync(SafetyNet);
        await session.Run("UPDATE T AS t BY id SET t.k = 11 WHERE id = ?", $"\"{ids[0]}\"").WaitAsync(SafetyNet);
        await session.Run("DELETE FROM T AS t BY id WHERE id = ?", $"\"{ids[1]}\"").WaitAsync(SafetyNet);
        await session.Run("FROM T AS t BY id WHERE id = ? REMOVE t.k", $"\"{ids[2]}\"").WaitAsync(SafetyNet);
        for (var i = 0; i < othersMeanwhile; i++)
        {
            await session.Run("INSERT INTO Other ?", $"{{k: {i}}}").WaitAsync(SafetyNet);
        }

        Assert.False(index.IsCompleted);
        _store.OpenForScans();
        await index.WaitAsync(SafetyNet);

        Assert.Equal(["{k: 4}", "{k: 5}", "{k: 11}"], [await Found(4), await Found(5), await Found(11)]);
        Assert.Equal(["", "", ""], [await Found(1), await Found(2), await Found(3)]);
        Assert.True(_ledger.Ledger.VerifyJournal().IsValid);
    }

    [Fact]
    public async Task A_repeated_commit_waits_for_the_index_that_the_first_one_builds()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("INSERT INTO T ?", "{k: 1}");
        var first = await _ledger.Transaction();
        await first.Execute("CREATE INDEX ON T (k)");
        _store.CloseForScans();
        var commit = Task.Run(() => first.Commit());
        await _store.ScanEntered;

        var other = await _ledger.Session();
        var repeated = Task.Run(() => other.Commit(first.TransactionId, first.Digest));
        Assert.False(repeated.IsCompleted);
        _store.OpenForScans();

        await commit.WaitAsync(SafetyNet);
        Assert.Equal(first.TransactionId, (await repeated.WaitAsync(SafetyNet)).TransactionId);
    }

    [Fact]
    public async Task A_ledger_that_is_closed_does_not_wait_for_an_index_to_be_built()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("INSERT INTO T ?", "{k: 1}");
        _store.CloseForScans();
        var index = Task.Run(() => _ledger.Run("CREATE INDEX ON T (k)"));
        await _store.ScanEntered;

        var closing = Task.Run(_ledger.Ledger.Dispose);
        await EngineIsClosed();
        _store.OpenForScans();

        await closing.WaitAsync(SafetyNet);
        await Assert.ThrowsAnyAsync<Amazon.QLDBSession.AmazonQLDBSessionException>(() => index.WaitAsync(SafetyNet));
        Assert.Empty(_store.LoadCatalog().Single().Indexes);
    }

    public void Dispose() => _ledger.Dispose();

    private async Task EngineIsClosed()
    {
        while (!_ledger.Ledger.Engine.Gate.IsClosed)
        {
            await Task.Yield();
        }
    }

    private async Task<string> Found(int key) => string.Concat(await _ledger.Texts("SELECT * FROM T WHERE k = ?", $"{key}"));
}
