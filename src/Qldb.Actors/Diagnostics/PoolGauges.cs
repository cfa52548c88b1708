namespace Qldb.Actors;

/// <summary>The figures of one pool that are read at any time by whoever collects metrics; written by the pool alone.</summary>
internal sealed class PoolGauges(string poolName, int limit)
{
    private int _idle;
    private int _used;
    private int _pending;

    public KeyValuePair<string, object?> Pool { get; } = new("db.client.connection.pool.name", poolName);

    public int Limit => limit;

    public int Idle => Volatile.Read(ref _idle);

    public int Used => Volatile.Read(ref _used);

    public int Pending => Volatile.Read(ref _pending);

    public void Set(int idle, int used, int pending)
    {
        Volatile.Write(ref _idle, idle);
        Volatile.Write(ref _used, used);
        Volatile.Write(ref _pending, pending);
    }
}
