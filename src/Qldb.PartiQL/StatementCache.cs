namespace Qldb.PartiQL;

/// <summary>Prepared statements by text, for one ledger: a statement is parsed and planned once as long as the catalog stays the same. Thread safe.</summary>
/// <remarks>Bounded: the statement that was not used for the longest time makes room. Statements that fail to prepare are not kept.</remarks>
public sealed class StatementCache
{
    private readonly Lock gate = new();
    private readonly int capacity;
    private readonly PartiQLOptions options;
    private readonly Dictionary<Key, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> latestFirst = [];

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">How many statements are kept; at least 1.</param>
    /// <param name="options">The dialect and the limits of all its statements; QLDB's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    public StatementCache(int capacity, PartiQLOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.capacity = capacity;
        this.options = options ?? PartiQLOptions.Default;
    }

    /// <summary>How many statements are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>The prepared statement of a text: the one kept, or a new one.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="catalog">What it may name. Nothing is kept for a catalog whose version is 0 or less.</param>
    /// <returns>A statement prepared against a catalog of the same version.</returns>
    /// <exception cref="PartiQLException">See <see cref="PreparedStatement.Prepare"/>.</exception>
    public PreparedStatement GetOrPrepare(string text, ICatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        var key = new Key(text, catalog.Version);
        if (key.CatalogVersion <= 0)
        {
            return PreparedStatement.Prepare(text, catalog, options);
        }

        // Two threads may prepare the same text at once; the first one's stays.
        return Find(key) ?? Keep(key, PreparedStatement.Prepare(text, catalog, options));
    }

    private PreparedStatement? Find(Key key)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out var node))
            {
                return null;
            }

            latestFirst.Remove(node);
            latestFirst.AddFirst(node);
            return node.Value.Statement;
        }
    }

    private PreparedStatement Keep(Key key, PreparedStatement statement)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var kept))
            {
                return kept.Value.Statement;
            }

            entries.Add(key, latestFirst.AddFirst(new Entry(key, statement)));
            if (entries.Count > capacity)
            {
                entries.Remove(latestFirst.Last!.Value.Key);
                latestFirst.RemoveLast();
            }

            return statement;
        }
    }

    private readonly record struct Key(string Text, long CatalogVersion);

    private readonly record struct Entry(Key Key, PreparedStatement Statement);
}
