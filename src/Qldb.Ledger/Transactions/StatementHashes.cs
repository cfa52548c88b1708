using System.Collections.Concurrent;
using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>The Ion hashes of statement texts: programs send the same few again and again. Bounded; thread safe.</summary>
internal sealed class StatementHashes(int capacity)
{
    // A long text costs more memory than its hash costs time.
    private const int KeptLengthMax = 4_096;
    private readonly ConcurrentDictionary<string, QldbHash> _hashes = new(StringComparer.Ordinal);
    private int _count;

    public QldbHash Of(string text)
    {
        if (_hashes.TryGetValue(text, out var hash))
        {
            return hash;
        }

        hash = QldbHash.OfString(text);
        if (text.Length <= KeptLengthMax && _hashes.TryAdd(text, hash) && Interlocked.Increment(ref _count) > capacity)
        {
            _hashes.Clear();
            Volatile.Write(ref _count, 0);
        }

        return hash;
    }
}
