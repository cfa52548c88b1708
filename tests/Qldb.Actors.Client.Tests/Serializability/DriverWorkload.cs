using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Serializability;

namespace Qldb.Actors.Client.Tests.Serializability;

/// <summary>
/// Random transactions of several callers of one driver, each attempt recorded as its body saw it. The tables are those of the ledger's own histories: lists found
/// by two indexes, lists that are always scanned, and registers, whose value stands for the list of all values up to it.
/// </summary>
internal sealed class DriverWorkload(int seed, LedgerOptions options)
{
    private const int KeysPerTable = 6;
    private const int Groups = 2;
    private const int TransactionsPerCaller = 6;
    private const int Registers = 2;
    private static readonly string[] Tables = ["Lists", "Scanned", "Registers"];

    private readonly List<RecordedTransaction> _history = [];
    private readonly Dictionary<int, IReadOnlyList<int>> _registerLists = [];
    private readonly Lock _gate = new();
    private long _clock;
    private int _lastValue;

    private sealed record Row(int K, int G, int[] V);

    public async Task<IReadOnlyList<RecordedTransaction>> RunAsync(int callers)
    {
        using var ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("test"), options);
        await using var driver = new PooledQldbDriver(
            new QldbDriverOptions { LedgerName = "test", PoolLimit = callers, RetryPolicy = new RetryPolicy(1_000, new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5))) },
            Wire.To(new EmbeddedSessionClient(ledger)));
        foreach (var table in Tables)
            await driver.ExecuteStatementAsync($"CREATE TABLE {table}");
        foreach (var index in (string[])["Lists (K)", "Lists (G)", "Registers (K)"])
            await driver.ExecuteStatementAsync($"CREATE INDEX ON {index}");

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(driver, caller))));
        await TransactAsync(driver, "final", async (txn, operations) =>
        {
            for (var table = 0; table < Tables.Length; table++)
                await ReadAsync(txn, table, "", [], Keys(), operations);
        });
        return _history;
    }

    private async Task CallAsync(PooledQldbDriver driver, int caller)
    {
        for (var number = 0; number < TransactionsPerCaller; number++)
        {
            var seedOfBody = (((seed * 100) + caller) * 100) + number;
            await TransactAsync(driver, $"caller {caller} tx {number}", async (txn, operations) =>
            {
                // Each attempt does the same.
                var random = new Random(seedOfBody);
                for (var left = random.Next(1, 5); left > 0; left--)
                {
                    await Task.Yield();
                    await ActAsync(txn, random, operations);
                }
            });
        }
    }

    /// <summary>An attempt that is followed by another did not commit.</summary>
    private async Task TransactAsync(PooledQldbDriver driver, string name, Func<TransactionExecutor, List<Operation>, Task> body)
    {
        var (attempt, invokedAt, operations) = (0, 0L, new List<Operation>());
        await driver.ExecuteAsync(async txn =>
        {
            if (attempt++ > 0)
                Record(name, invokedAt, isCommitted: false, operations);
            (invokedAt, operations) = (Interlocked.Increment(ref _clock), []);
            await body(txn, operations);
        });
        Record(name, invokedAt, isCommitted: true, operations);
    }

    private async Task ActAsync(TransactionExecutor txn, Random random, List<Operation> operations)
    {
        var table = random.Next(Tables.Length);
        var key = random.Next(KeysPerTable);
        switch (random.Next(4))
        {
            case 0:
                await ReadAsync(txn, table, "WHERE t.K = ?", [key], [key], operations);
                break;
            case 1 when random.Next(2) == 0:
                var group = random.Next(Groups);
                await ReadAsync(txn, table, "WHERE t.G = ?", [group], Keys().Where(k => k % Groups == group), operations);
                break;
            case 1:
                await ReadAsync(txn, table, "", [], Keys(), operations);
                break;
            default:
                await AppendAsync(txn, table, key, operations);
                break;
        }
    }

    private async Task AppendAsync(TransactionExecutor txn, int table, int key, List<Operation> operations)
    {
        await ReadAsync(txn, table, "WHERE t.K = ?", [key], [key], operations);
        var before = ((Operation.Read)operations[^1]).Values;
        var value = Interlocked.Increment(ref _lastValue);
        lock (_gate)
            _registerLists[value] = [.. before, value];
        int[] stored = table == Registers ? [value] : [.. before, value];
        await Task.Yield();
        if (before.Count == 0)
            await txn.ExecuteAsync($"INSERT INTO {Tables[table]} ?", new Row(key, key % Groups, stored));
        else
            await txn.ExecuteAsync($"UPDATE {Tables[table]} AS t SET t.V = ? WHERE t.K = ?", stored, key);
        operations.Add(new Operation.Append(KeyOf(table, key), value));
    }

    private async Task ReadAsync(TransactionExecutor txn, int table, string where, object[] parameters, IEnumerable<int> keys, List<Operation> operations)
    {
        var result = await (await txn.ExecuteAsync($"SELECT t.K, t.G, t.V FROM {Tables[table]} AS t {where}", parameters)).BufferAsync();
        var lists = result.As<Row>().Rows.ToLookup(row => row.K, row => table == Registers ? ListOf(row.V.Single()) : row.V);

        // Two documents of one key are a phantom that was missed: both lists together are an order that no history explains.
        operations.AddRange(keys.Select(key => new Operation.Read(KeyOf(table, key), [.. lists[key].SelectMany(list => list)])));
    }

    private IReadOnlyList<int> ListOf(int registerValue)
    {
        lock (_gate)
            return _registerLists[registerValue];
    }

    private void Record(string name, long invokedAt, bool isCommitted, List<Operation> operations)
    {
        lock (_gate)
            _history.Add(new RecordedTransaction(name, invokedAt, Interlocked.Increment(ref _clock), isCommitted, operations));
    }

    private static IEnumerable<int> Keys() => Enumerable.Range(0, KeysPerTable);

    private static int KeyOf(int table, int key) => (table * KeysPerTable) + key;
}
