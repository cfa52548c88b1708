using System.Numerics;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>
/// Revisions that were lately written or looked up, by number, for all readers of a store. They never change, except by redaction, which empties the cache.
/// It outlives commits, after each of which SQLite reads its pages anew. Thread-safe.
/// </summary>
/// <param name="sizeMax">About how many bytes it may hold.</param>
internal sealed class RevisionCache(long sizeMax)
{
    private Slots _current = new(sizeMax);

    /// <summary>
    /// Gets what is known now. To be taken before the query whose rows are kept in it: what was read before a redaction and is kept after it is then kept
    /// where nobody looks any more.
    /// </summary>
    public Slots Current => Volatile.Read(ref _current);

    /// <summary>Forgets everything. Called when a redaction has become visible.</summary>
    public void Clear() => Volatile.Write(ref _current, new Slots(sizeMax));

    /// <summary>Keeps the documents of blocks that were just appended: what was written is often read next.</summary>
    public void Keep(IReadOnlyList<BlockWrite> blocks)
    {
        var known = Current;
        for (var block = 0; block < blocks.Count; block++)
        {
            var revisions = blocks[block].Revisions;
            for (var i = 0; i < revisions.Count; i++)
            {
                if (revisions[i].Kind == RevisionKind.Document)
                {
                    known.Keep(revisions[i]);
                }
            }
        }
    }

    /// <summary>Each number has one place, and the newest there stays. Consecutive blocks are neighbours, so the latest of them never drive each other out.</summary>
    internal sealed class Slots
    {
        // The object with its hashes and ids, and the header of its data.
        private const int RevisionOverhead = 256;
        private const int SizePerSlot = 512;

        private readonly StoredRevision?[] _revisions;
        private readonly long _sizeMax;
        private long _size;
        private int _hand;

        public Slots(long sizeMax)
        {
            _sizeMax = sizeMax;
            _revisions = new StoredRevision?[BitOperations.RoundUpToPowerOf2((uint)(sizeMax / SizePerSlot) + 1)];
        }

        public StoredRevision? Find(long revisionNo)
            => Volatile.Read(ref SlotOf(LedgerSchema.SequenceNoOf(revisionNo), LedgerSchema.OrdinalOf(revisionNo))) is { } found
                && LedgerSchema.RevisionNo(found.SequenceNo, found.Ordinal) == revisionNo ? found : null;

        public void Keep(StoredRevision revision)
        {
            if (SizeOf(revision) > _sizeMax / 16)
            {
                return;
            }

            Replace(ref SlotOf(revision.SequenceNo, revision.Ordinal), revision);
            while (Interlocked.Read(ref _size) > _sizeMax)
            {
                Replace(ref _revisions[Interlocked.Increment(ref _hand) & (_revisions.Length - 1)], null);
            }
        }

        private void Replace(ref StoredRevision? slot, StoredRevision? revision)
        {
            var old = Interlocked.Exchange(ref slot, revision);
            Interlocked.Add(ref _size, SizeOf(revision) - SizeOf(old));
        }

        // Blocks of many revisions are spread by a large odd number.
        private ref StoredRevision? SlotOf(long sequenceNo, int ordinal) => ref _revisions[(sequenceNo + (ordinal * 40_503L)) & (_revisions.Length - 1)];

        private static long SizeOf(StoredRevision? revision) => revision is null ? 0 : RevisionOverhead + revision.Data.Length;
    }
}
