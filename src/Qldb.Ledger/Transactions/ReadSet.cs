namespace Qldb.Ledger.Transactions;

/// <summary>What a transaction has read, each thing once. Most transactions read a handful of things, so that a look through the list finds what is known.</summary>
internal sealed class ReadSet
{
    private const int LookedThroughMax = 16;

    private ConflictKey[] _keys = [];
    private int _count;
    private HashSet<ConflictKey>? _known;

    public ReadOnlySpan<ConflictKey> Keys => _keys.AsSpan(0, _count);

    public void Clear() => (_count, _known) = (0, null);

    public void Add(ConflictKey key)
    {
        if (_known is null ? Keys.Contains(key) : !_known.Add(key))
        {
            return;
        }

        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(4, _count * 2));
        }

        _keys[_count++] = key;
        if (_known is null && _count > LookedThroughMax)
        {
            _known = [.. Keys];
        }
    }
}
