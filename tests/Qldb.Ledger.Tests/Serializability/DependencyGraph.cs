namespace Qldb.Ledger.Tests.Serializability;

/// <summary>Which transaction must come before which, and why.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<RecordedTransaction, int> _numbers;
    private readonly List<(int Target, string Kind)>[] _edges;

    public DependencyGraph(IReadOnlyList<RecordedTransaction> transactions)
    {
        Transactions = transactions;
        _numbers = transactions.Select((transaction, number) => (transaction, number)).ToDictionary(
            pair => pair.transaction, pair => pair.number);
        _edges = [.. transactions.Select(_ => new List<(int, string)>())];
    }

    public IReadOnlyList<RecordedTransaction> Transactions { get; }

    public void Add(RecordedTransaction before, RecordedTransaction after, string kind)
    {
        if (!ReferenceEquals(before, after))
        {
            _edges[_numbers[before]].Add((_numbers[after], kind));
        }
    }

    /// <summary>A shortest cycle through the first transaction that lies on one, in words; <see langword="null"/> when there is none.</summary>
    public string? FindCycle()
    {
        var open = RemoveThoseInOrder();
        foreach (var start in open)
        {
            if (ShortestWayBack(start) is { } way)
            {
                return string.Join(" ", way.Select(step => $"{Transactions[step.Source]} -{step.Kind}->")) + $" {Transactions[start].Name}";
            }
        }

        return null;
    }

    /// <summary>Kahn's algorithm: whoever can be put in order is on no cycle, or only leads into one.</summary>
    private List<int> RemoveThoseInOrder()
    {
        var incoming = new int[_edges.Length];
        foreach (var (target, _) in _edges.SelectMany(edges => edges))
        {
            incoming[target]++;
        }

        var ready = new Queue<int>(Enumerable.Range(0, _edges.Length).Where(number => incoming[number] == 0));
        while (ready.TryDequeue(out var number))
        {
            foreach (var (target, _) in _edges[number])
            {
                if (--incoming[target] == 0)
                {
                    ready.Enqueue(target);
                }
            }
        }

        return [.. Enumerable.Range(0, _edges.Length).Where(number => incoming[number] > 0)];
    }

    private List<(int Source, string Kind)>? ShortestWayBack(int start)
    {
        var cameFrom = new Dictionary<int, (int Source, string Kind)>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var number))
        {
            foreach (var (target, kind) in _edges[number])
            {
                if (!cameFrom.TryAdd(target, (number, kind)))
                {
                    continue;
                }

                if (target == start)
                {
                    return Retrace(start, cameFrom);
                }

                queue.Enqueue(target);
            }
        }

        return null;
    }

    private static List<(int Source, string Kind)> Retrace(int start, Dictionary<int, (int Source, string Kind)> cameFrom)
    {
        var way = new List<(int, string)>();
        var number = start;
        do
        {
            var step = cameFrom[number];
            way.Insert(0, step);
            number = step.Source;
        }
        while (number != start);

        return way;
    }
}
