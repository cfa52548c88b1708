using System.Numerics;
using Qldb.Ion;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>
/// Documents that were lately written or looked up, by revision number, for all readers of a store. Revisions never change, except by redaction, which empties
/// the cache. It outlives commits, after each of which SQLite reads its pages anew. Thread-safe.
/// </summary>
/// <param name="sizeMax">About how many bytes it may hold.</param>
internal sealed class RevisionCache(long sizeMax)
{
    private Ring _current = new(sizeMax);

    /// <summary>
    /// Gets what is known now. To be taken before the query whose rows are kept in it: what was read before a redaction and is kept after it is then kept
    /// where nobody looks any more.
    /// </summary>
    public Ring Current => Volatile.Read(ref _current);

    /// <summary>Forgets everything. Called when a redaction has become visible.</summary>
    public void Clear() => Volatile.Write(ref _current, new Ring(sizeMax));

    /// <summary>Keeps the documents of blocks that were just appended: what was written is often read next.</summary>
    public void Keep(IReadOnlyList<BlockWrite> blocks)
    {
        var known = Current;
        for (var block = 0; block < blocks.Count; block++)
        {
            var revisions = blocks[block].Revisions;
            for (var i = 0; i < revisions.Count; i++)
            {
                known.Keep(revisions[i]);
            }
        }
    }

    /// <summary>
    /// The documents' bytes, segment after segment, the newest of which takes the place of the oldest; an entry for each says what and where it is. None of
    /// it is an object, which the garbage collector would carry along with every insert.
    /// </summary>
    internal sealed class Ring(long sizeMax)
    {
        private const int SegmentCount = 16;
        private const int SizePerEntry = 1024;

        private readonly Lock _gate = new();
        private readonly int _segmentSize = (int)Math.Min(sizeMax / SegmentCount, Array.MaxLength);
        private readonly byte[]?[] _segments = new byte[SegmentCount][];
        private Entry[] _entries = [];
        private long _segment;
        private int _used;

        public StoredRevision? Find(long revisionNo)
        {
            lock (_gate)
            {
                if (_entries.Length == 0)
                {
                    return null;
                }

                ref readonly var entry = ref EntryOf(revisionNo);
                return entry.RevisionNo == revisionNo && entry.Length > 0 && entry.Segment > _segment - SegmentCount ? entry.Read(SegmentOf(entry.Segment)) : null;
            }
        }

        /// <summary>Keeps a revision, unless it is no document or would take much of the room.</summary>
        public void Keep(StoredRevision revision)
        {
            var data = revision.Data.Span;
            if (revision.Kind != RevisionKind.Document || data.Length > _segmentSize)
            {
                return;
            }

            lock (_gate)
            {
                if (_entries.Length == 0)
                {
                    _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)(sizeMax / SizePerEntry) + 1)];
                }

                if (_used + data.Length > _segmentSize)
                {
                    (_segment, _used) = (_segment + 1, 0);
                }

                data.CopyTo(SegmentOf(_segment).AsSpan(_used));
                var revisionNo = LedgerSchema.RevisionNo(revision.SequenceNo, revision.Ordinal);
                EntryOf(revisionNo) = new Entry(revisionNo, revision, _segment, _used, data.Length);
                _used += data.Length;
            }
        }

        private byte[] SegmentOf(long number) => _segments[number % SegmentCount] ??= GC.AllocateUninitializedArray<byte>(_segmentSize);

        /// <summary>The one place of a number. Consecutive blocks are neighbours, so the latest of them never drive each other out; blocks of many revisions are
        /// spread by a large odd number.</summary>
        private ref Entry EntryOf(long revisionNo)
            => ref _entries[(LedgerSchema.SequenceNoOf(revisionNo) + (LedgerSchema.OrdinalOf(revisionNo) * 40_503L)) & (_entries.Length - 1)];
    }

    /// <summary>All of a document's revision but its bytes, and where these are.</summary>
    private readonly struct Entry(long revisionNo, StoredRevision revision, long segment, int start, int length)
    {
        private readonly QldbId _tableId = revision.TableId;
        private readonly QldbId _documentId = revision.DocumentId;
        private readonly long _version = revision.Version;
        private readonly QldbId _transactionId = revision.TransactionId;
        private readonly long _transactionTimeMs = revision.TransactionTimeMs;
        private readonly QldbHash _hash = revision.Hash;
        private readonly int _start = start;

        public readonly long RevisionNo = revisionNo;
        public readonly long Segment = segment;
        public readonly int Length = length;

        public StoredRevision Read(byte[] bytes) => new()
        {
            TableId = _tableId,
            DocumentId = _documentId,
            Version = _version,
            SequenceNo = LedgerSchema.SequenceNoOf(RevisionNo),
            Ordinal = LedgerSchema.OrdinalOf(RevisionNo),
            TransactionId = _transactionId,
            TransactionTimeMs = _transactionTimeMs,
            Hash = _hash,
            Kind = RevisionKind.Document,
            Data = bytes.AsSpan(_start, Length).ToArray(),
        };
    }
}
