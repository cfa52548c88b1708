using System.Collections.Concurrent;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>Revisions that were looked up lately, by number, for all readers of a store. They never change, except by redaction, which empties the cache. Thread-safe.</summary>
/// <param name="sizeMax">About how many bytes it may hold.</param>
internal sealed class RevisionCache(long sizeMax)
{
    // The object with its hashes and ids, the header of its data, and the entry here.
    private const int RevisionOverhead = 320;

    private Generations _current = new();

    /// <summary>
    /// Gets what is known now. To be taken before the query whose rows are kept in it: what was read before a redaction and is kept after it is then kept
    /// where nobody looks any more.
    /// </summary>
    public Generations Current => Volatile.Read(ref _current);

    /// <summary>Forgets everything. Called when a redaction has become visible.</summary>
    public void Clear() => Volatile.Write(ref _current, new Generations());

    public StoredRevision? Find(Generations known, long revisionNo)
    {
        if (known.Young.Revisions.TryGetValue(revisionNo, out var revision))
        {
            return revision;
        }

        if (known.Old.Revisions.TryGetValue(revisionNo, out revision))
        {
            Keep(known, revisionNo, revision);
        }

        return revision;
    }

    public void Keep(Generations known, long revisionNo, StoredRevision revision)
    {
        var size = RevisionOverhead + revision.Data.Length;
        if (size <= sizeMax / 16 && known.Young.Revisions.TryAdd(revisionNo, revision) && Interlocked.Add(ref known.Young.Size, size) > sizeMax / 2)
        {
            Interlocked.CompareExchange(ref _current, known.Next(), known);
        }
    }

    /// <summary>What is found in the old generation moves to the young one. A full young one becomes the old one, which is forgotten.</summary>
    internal sealed class Generations
    {
        public Generation Young { get; } = new();

        public Generation Old { get; private init; } = new();

        public Generations Next() => new() { Old = Young };
    }

    internal sealed class Generation
    {
        public long Size;

        public ConcurrentDictionary<long, StoredRevision> Revisions { get; } = [];
    }
}
