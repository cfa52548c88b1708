using Qldb.Benchmarks.Sqlite;
using Qldb.Ion;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using LedgerDatabase = Qldb.Ledger.Ledger;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>A ledger with one table, indexed by one field, and documents of about 500 bytes.</summary>
internal sealed class BenchmarkLedger : IDisposable
{
    private BenchmarkLedger(ILedgerStore store)
    {
        Ledger = LedgerDatabase.Open(store);
        Client = new EmbeddedSessionClient(Ledger);
    }

    public LedgerDatabase Ledger { get; }

    public EmbeddedSessionClient Client { get; }

    public static Task<BenchmarkLedger> InMemory() => Prepare(new InMemoryLedgerStore("bench"));

    public static Task<BenchmarkLedger> InSqlite(string folder, SqliteDurability durability)
        => Prepare(SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = RawBounds.NewFile(folder, "ledger.db"), Durability = durability }, "bench"));

    /// <summary>A document of ten fields, about 500 bytes of Ion.</summary>
    public static byte[] Document(int number) => IonText.ToBinary(
        $"{{personId: \"person-{number:D9}\", firstName: \"Ada Augusta\", lastName: \"King, Countess of Lovelace\", born: 1815-12-10, balance: {number}.50, active: true, "
        + $"address: {{street: \"12 St James's Square, Westminster\", city: \"London\", country: \"United Kingdom\"}}, tags: [\"mathematics\", \"engines\", \"poetry\"], visits: {number}, "
        + $"note: \"{new string('n', 140)}\"}}");

    public static BenchmarkStatement Insert(int number) => new("INSERT INTO Person ?", Document(number));

    public static BenchmarkStatement Read(int number) => new("SELECT * FROM Person AS p WHERE p.personId = ?", IonText.ToBinary($"\"person-{number:D9}\""));

    public async Task Fill(int count)
    {
        var session = await BenchmarkSession.Start(Client);
        for (var i = 0; i < count; i++)
        {
            await session.Run(Insert(i));
        }
    }

    public void Dispose() => Ledger.Dispose();

    private static async Task<BenchmarkLedger> Prepare(ILedgerStore store)
    {
        var ledger = new BenchmarkLedger(store);
        var session = await BenchmarkSession.Start(ledger.Client);
        await session.Run(new BenchmarkStatement("CREATE TABLE Person"));
        await session.Run(new BenchmarkStatement("CREATE INDEX ON Person (personId)"));
        return ledger;
    }
}
