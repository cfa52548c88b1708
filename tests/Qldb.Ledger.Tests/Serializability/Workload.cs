using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;

namespace Qldb.Ledger.Tests.Serializability;

/// <summary>
/// Random transactions of several clients on a few keys, through <c>IAmazonQLDBSession</c>, recorded as the clients saw them. Three tables hold the same kind of
/// keys in different ways:
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Lists, indexed by key and by group: values are appended to a list; reads go through either index, through the document id, or scan.</item>
/// <item>Scanned, the same without an index, so that every read is a scan.</item>
/// <item>Registers, indexed: a value replaces the one before it, which its writer has read. What was replaced is known from there, so a register's value stands
/// for the list of all values up to it.</item>
/// </list>
/// A key that no document has is an empty list. A read of a group or a table therefore reads each of its keys, and a missed phantom is a stale read.
/// </remarks>
internal sealed class Workload
{
    private const int KeysPerTable = 6;
    private const int Groups = 2;
    private const int TransactionsPerClient = 8;
    private static readonly string[] Tables = ["Lists", "Scanned", "Registers"];

    private readonly int _seed;
    private readonly Ledger _ledger;
    private readonly EmbeddedSessionClient _client;
    private readonly List<RecordedTransaction> _history = [];
    private readonly Dictionary<int, IReadOnlyList<int>> _registerLists = new() { [0] = [] };
    private readonly Lock _gate = new();
    private long _clock;
    private int _lastValue;

    private Workload(int seed, LedgerOptions options)
    {
        _seed = seed;
        _ledger = Ledger.Open(new InMemoryLedgerStore("test"), options);
        _client = new EmbeddedSessionClient(_ledger);
        foreach (var table in Tables)
        {
            Setup($"CREATE TABLE {table}");
        }

        Setup("CREATE INDEX ON Lists (k)");
        Setup("CREATE INDEX ON Lists (g)");
        Setup("CREATE INDEX ON Registers (k)");
    }

    /// <summary>Runs the clients on one thread, operation by operation, in an order drawn from the seed: the same seed gives the same history.</summary>
    public static IReadOnlyList<RecordedTransaction> RunInterleaved(int seed, int clients, LedgerOptions options)
    {
        var workload = new Workload(seed, options);
        using (workload._ledger)
        {
            var random = new Random(seed);
            var running = Enumerable.Range(0, clients).Select(client => workload.Steps(client).GetEnumerator()).ToList();
            while (running.Count > 0)
            {
                var next = random.Next(running.Count);
                if (!running[next].MoveNext())
                {
                    running.RemoveAt(next);
                }
            }

            return workload.Finish();
        }
    }

    /// <summary>Runs each client on a thread of its own.</summary>
    public static IReadOnlyList<RecordedTransaction> RunInParallel(int seed, int clients, LedgerOptions options)
    {
        var workload = new Workload(seed, options);
        using (workload._ledger)
        {
            var failures = new List<Exception>();
            var threads = Enumerable.Range(0, clients).Select(client => new Thread(() => workload.RunAll(client, failures))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            return failures.Count == 0 ? workload.Finish() : throw new AggregateException(failures);
        }
    }

    private void RunAll(int client, List<Exception> failures)
    {
        try
        {
            foreach (var _ in Steps(client))
            {
                Thread.Yield();
            }
        }
        catch (Exception failure)
        {
            lock (_gate)
            {
                failures.Add(failure);
            }
        }
    }

    private IEnumerable<bool> Steps(int client)
    {
        var random = new Random((_seed * 1_000) + client);
        var session = Wait(TestSession.Start(_client));
        for (var number = 0; number < TransactionsPerClient; number++)
        {
            var invokedAt = Interlocked.Increment(ref _clock);
            var operations = new List<Operation>();
            var registers = new Dictionary<int, IReadOnlyList<int>>();
            Wait(session.Begin());
            for (var left = random.Next(1, 5); left > 0; left--)
            {
                yield return true;
                Act(session, random, operations, registers);
            }

            yield return true;
            var isCommitted = TryCommit(session);
            Record(new RecordedTransaction($"client {client} tx {number}", invokedAt, Interlocked.Increment(ref _clock), isCommitted, operations));
        }
    }

    private void Act(TestSession session, Random random, List<Operation> operations, Dictionary<int, IReadOnlyList<int>> registers)
    {
        var table = random.Next(Tables.Length);
        var key = random.Next(KeysPerTable);
        switch (random.Next(4))
        {
            case 0:
                Read(session, table, "WHERE t.k = ?", $"{key}", [key], operations);
                break;
            case 1 when random.Next(2) == 0:
                var group = random.Next(Groups);
                Read(session, table, "WHERE t.g = ?", $"{group}", Keys().Where(k => k % Groups == group), operations);
                break;
            case 1:
                Read(session, table, "", null, Keys(), operations);
                break;
            case 2 when Tables[table] == "Registers":
                Replace(session, key, operations, registers);
                break;
            default:
                Append(session, Tables[table] == "Registers" ? 0 : table, key, operations);
                break;
        }
    }

    private void Append(TestSession session, int table, int key, List<Operation> operations)
    {
        var values = ReadOne(session, table, key, operations);
        var value = Interlocked.Increment(ref _lastValue);
        if (values.Count == 0)
        {
            Wait(session.Execute($"INSERT INTO {Tables[table]} ?", $"{{k: {key}, g: {key % Groups}, v: [{value}]}}"));
        }
        else
        {
            Wait(session.Execute($"UPDATE {Tables[table]} AS t SET t.v = ? WHERE t.k = ?", $"[{string.Join(',', [.. values, value])}]", $"{key}"));
        }

        operations.Add(new Operation.Append(KeyOf(table, key), value));
    }

    private void Replace(TestSession session, int key, List<Operation> operations, Dictionary<int, IReadOnlyList<int>> registers)
    {
        var table = Array.IndexOf(Tables, "Registers");
        var before = ReadOne(session, table, key, operations);
        var value = Interlocked.Increment(ref _lastValue);
        lock (_gate)
        {
            _registerLists[value] = [.. before, value];
        }

        if (before.Count == 0)
        {
            Wait(session.Execute("INSERT INTO Registers ?", $"{{k: {key}, g: {key % Groups}, v: {value}}}"));
        }
        else
        {
            Wait(session.Execute("UPDATE Registers AS t SET t.v = ? WHERE t.k = ?", $"{value}", $"{key}"));
        }

        operations.Add(new Operation.Append(KeyOf(table, key), value));
    }

    private IReadOnlyList<int> ReadOne(TestSession session, int table, int key, List<Operation> operations)
    {
        Read(session, table, "WHERE t.k = ?", $"{key}", [key], operations);
        return ((Operation.Read)operations[^1]).Values;
    }

    private void Read(TestSession session, int table, string where, string? parameter, IEnumerable<int> keys, List<Operation> operations)
    {
        var found = Wait(session.Execute($"SELECT t.k, t.v FROM {Tables[table]} AS t {where}", parameter is null ? [] : [parameter]));
        var lists = found.ToLookup(row => (int)Field(row, "k").GetInt64(), row => Values(Field(row, "v")));
        foreach (var key in keys)
        {
            // Two documents of one key are a phantom that was missed: both lists together are an order that no history explains.
            operations.Add(new Operation.Read(KeyOf(table, key), [.. lists[key].SelectMany(list => list)]));
        }
    }

    private IReadOnlyList<int> Values(IonElement value)
    {
        if (value.Type == IonType.List)
        {
            return [.. value.EnumerateElements().Select(element => (int)element.GetInt64())];
        }

        lock (_gate)
        {
            return _registerLists[(int)value.GetInt64()];
        }
    }

    private List<RecordedTransaction> Finish()
    {
        var session = Wait(TestSession.Start(_client));
        var operations = new List<Operation>();
        var invokedAt = Interlocked.Increment(ref _clock);
        Wait(session.Begin());
        for (var table = 0; table < Tables.Length; table++)
        {
            Read(session, table, "", null, Keys(), operations);
        }

        Record(new RecordedTransaction("final", invokedAt, Interlocked.Increment(ref _clock), TryCommit(session), operations));
        return _history;
    }

    private void Record(RecordedTransaction transaction)
    {
        lock (_gate)
        {
            _history.Add(transaction);
        }
    }

    private void Setup(string statement) => Wait(Wait(TestSession.Start(_client)).Run(statement));

    private static bool TryCommit(TestSession session)
    {
        try
        {
            Wait(session.Commit());
            return true;
        }
        catch (OccConflictException)
        {
            return false;
        }
    }

    private static IEnumerable<int> Keys() => Enumerable.Range(0, KeysPerTable);

    private static int KeyOf(int table, int key) => (table * KeysPerTable) + key;

    private static IonElement Field(IonElement row, string name) => row.TryGetField(name, out var field) ? field : throw new KeyNotFoundException(name);

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
