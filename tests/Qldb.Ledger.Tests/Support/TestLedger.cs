using Amazon.QLDBSession;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Ledger.Tests.Support;

/// <summary>A ledger in memory with a client, for one test.</summary>
internal sealed class TestLedger : IDisposable
{
    public TestLedger(LedgerOptions? options = null, ILedgerStore? store = null)
    {
        Clock = options?.TimeProvider as FakeClock ?? new FakeClock();
        Store = store ?? new InMemoryLedgerStore("test", Clock);
        Options = (options ?? new LedgerOptions()) with { TimeProvider = Clock };
        Ledger = Ledger.Open(Store, Options, leaveStoreOpen: true);
        Client = new EmbeddedSessionClient(Ledger);
    }

    public FakeClock Clock { get; }

    public ILedgerStore Store { get; }

    public LedgerOptions Options { get; }

    public Ledger Ledger { get; private set; }

    public IAmazonQLDBSession Client { get; private set; }

    public Task<TestSession> Session() => TestSession.Start(Client);

    public async Task<TestSession> Transaction() => await (await Session()).Begin();

    /// <summary>One transaction with one statement, in a session of its own.</summary>
    public async Task<List<IonElement>> Run(string statement, params string[] parameters)
    {
        var session = await Session();
        var rows = await session.Run(statement, parameters);
        await session.End();
        return rows;
    }

    /// <summary>The rows as sorted Ion text, for comparison.</summary>
    public async Task<string[]> Texts(string statement, params string[] parameters) => Texts(await Run(statement, parameters));

    public static string[] Texts(IEnumerable<IonElement> rows) => [.. rows.Select(row => row.ToString()).Order(StringComparer.Ordinal)];

    public void Reopen()
    {
        Ledger.Dispose();
        Ledger = Ledger.Open(Store, Options, leaveStoreOpen: true);
        Client = new EmbeddedSessionClient(Ledger);
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Store.Dispose();
    }
}
