namespace Qldb.Ledger.Tests.Serializability;

/// <summary>
/// Decides from the outside whether a history of transactions can be the work of a strictly serializable system. It knows nothing of the ledger.
/// </summary>
/// <remarks>
/// <para>After Adya (1999) and Kingsbury and Alvaro's Elle (2020). Every appended value is unique, so each read tells exactly which appends came before it, and
/// in what order. That gives, per key, the order of versions, and from it three kinds of edges between committed transactions:</para>
/// <list type="bullet">
/// <item>ww: B appended right after A;</item>
/// <item>wr: B read a list that ends with A's append;</item>
/// <item>rw: A read a list without B's append, which came next.</item>
/// </list>
/// <para>A fourth kind, rt, says that A was complete before B began. In any serial order that respects real time all edges point forward; so a cycle is a proof
/// that there is no such order, and without a cycle every topological order is one. The history is expected to end with a transaction that reads every key, so
/// that no version stays unseen.</para>
/// </remarks>
internal static class StrictSerializability
{
    /// <summary>The anomalies of a history; none if it is strictly serializable.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<RecordedTransaction> history)
    {
        var anomalies = new List<string>();
        var writers = FindWriters(history);
        CheckReadsOfOneTransaction(history, anomalies);
        var orders = FindVersionOrders(history, anomalies);
        CheckAppends(history, writers, orders, anomalies);
        if (anomalies.Count == 0)
        {
            anomalies.AddRange(FindCycles(history, writers, orders));
        }

        return anomalies;
    }

    private static Dictionary<int, RecordedTransaction> FindWriters(IReadOnlyList<RecordedTransaction> history)
        => history.SelectMany(transaction => transaction.Operations.OfType<Operation.Append>().Select(append => (append.Value, transaction)))
            .ToDictionary(write => write.Value, write => write.transaction);

    /// <summary>Within a transaction a key changes by its own appends only.</summary>
    private static void CheckReadsOfOneTransaction(IReadOnlyList<RecordedTransaction> history, List<string> anomalies)
    {
        foreach (var transaction in history)
        {
            var expected = new Dictionary<int, List<int>>();
            var appended = new Dictionary<int, List<int>>();
            foreach (var operation in transaction.Operations)
            {
                if (operation is Operation.Append append)
                {
                    appended.TryAdd(append.Key, []);
                    appended[append.Key].Add(append.Value);
                    expected.GetValueOrDefault(append.Key)?.Add(append.Value);
                }
                else if (operation is Operation.Read read)
                {
                    if (expected.TryGetValue(read.Key, out var values) ? !values.SequenceEqual(read.Values) : !EndsWith(read.Values, appended.GetValueOrDefault(read.Key)))
                    {
                        anomalies.Add($"Unrepeatable read of key {read.Key} in {transaction}");
                    }

                    expected[read.Key] = [.. read.Values];
                }
            }
        }
    }

    private static bool EndsWith(IReadOnlyList<int> values, List<int>? own)
        => own is null || values.Skip(values.Count - own.Count).SequenceEqual(own);

    /// <summary>The longest read of each key is its order of versions, and every other read is a beginning of it.</summary>
    private static Dictionary<int, IReadOnlyList<int>> FindVersionOrders(IReadOnlyList<RecordedTransaction> history, List<string> anomalies)
    {
        var orders = new Dictionary<int, IReadOnlyList<int>>();
        foreach (var reads in history.Where(transaction => transaction.IsCommitted).SelectMany(CommittedReads).GroupBy(read => read.Key))
        {
            var order = reads.MaxBy(read => read.Values.Count)!.Values;
            orders[reads.Key] = order;
            foreach (var read in reads.Where(read => !read.Values.SequenceEqual(order.Take(read.Values.Count))))
            {
                anomalies.Add($"Key {reads.Key} was read as [{string.Join(' ', read.Values)}] and as [{string.Join(' ', order)}]: no order of appends explains both");
            }

            if (order.Distinct().Count() != order.Count)
            {
                anomalies.Add($"Key {reads.Key} holds an append twice: [{string.Join(' ', order)}]");
            }
        }

        return orders;
    }

    /// <summary>Reads of what others committed: those before the transaction's own append to the key.</summary>
    private static IEnumerable<Operation.Read> CommittedReads(RecordedTransaction transaction)
    {
        var own = new HashSet<int>();
        foreach (var operation in transaction.Operations)
        {
            if (operation is Operation.Read read && !own.Contains(read.Key))
            {
                yield return read;
            }
            else if (operation is Operation.Append append)
            {
                own.Add(append.Key);
            }
        }
    }

    private static void CheckAppends(
        IReadOnlyList<RecordedTransaction> history, Dictionary<int, RecordedTransaction> writers, Dictionary<int, IReadOnlyList<int>> orders, List<string> anomalies)
    {
        foreach (var value in orders.SelectMany(order => order.Value))
        {
            if (!writers.TryGetValue(value, out var writer))
            {
                anomalies.Add($"Value {value} was read but never written");
            }
            else if (!writer.IsCommitted)
            {
                anomalies.Add($"Value {value} was read, but its transaction did not commit: {writer}");
            }
        }

        foreach (var transaction in history.Where(transaction => transaction.IsCommitted))
        {
            foreach (var append in transaction.Operations.OfType<Operation.Append>())
            {
                if (!orders.TryGetValue(append.Key, out var order) || !order.Contains(append.Value))
                {
                    anomalies.Add($"Lost update: {append} of {transaction} is in no read");
                }
            }
        }
    }

    private static IEnumerable<string> FindCycles(
        IReadOnlyList<RecordedTransaction> history, Dictionary<int, RecordedTransaction> writers, Dictionary<int, IReadOnlyList<int>> orders)
    {
        var graph = new DependencyGraph([.. history.Where(transaction => transaction.IsCommitted)]);
        foreach (var (_, order) in orders)
        {
            for (var i = 1; i < order.Count; i++)
            {
                graph.Add(writers[order[i - 1]], writers[order[i]], "ww");
            }
        }

        foreach (var transaction in graph.Transactions)
        {
            foreach (var read in CommittedReads(transaction))
            {
                if (read.Values.Count > 0)
                {
                    graph.Add(writers[read.Values[^1]], transaction, "wr");
                }

                if (read.Values.Count < orders[read.Key].Count)
                {
                    graph.Add(transaction, writers[orders[read.Key][read.Values.Count]], "rw");
                }
            }

            foreach (var later in graph.Transactions.Where(later => transaction.CompletedAt < later.InvokedAt))
            {
                graph.Add(transaction, later, "rt");
            }
        }

        return graph.FindCycle() is { } cycle ? [$"Cycle: {cycle}"] : [];
    }
}
