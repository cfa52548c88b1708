using System.Collections.Concurrent;
using Qldb.Ion;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>The entries of one index, each with the blocks in which it came and went. One thread writes while any number read.</summary>
internal sealed class IndexData
{
    private readonly ConcurrentDictionary<IndexKey, Postings> _keys = new();
    private readonly Dictionary<QldbId, (Postings Postings, Entry Entry)> _current = [];

    public void Add(ReadOnlyMemory<byte> key, QldbId documentId, long sequenceNo)
    {
        var postings = _keys.GetOrAdd(new IndexKey(key), static _ => new Postings());
        _current[documentId] = (postings, postings.Add(documentId, sequenceNo));
    }

    /// <param name="documentId">The document whose entry goes.</param>
    /// <param name="sequenceNo">The block with which it goes.</param>
    /// <param name="oldestReader">What the oldest open reader sees: entries that went before may be forgotten.</param>
    public void Remove(QldbId documentId, long sequenceNo, long oldestReader)
    {
        if (_current.Remove(documentId, out var current))
        {
            current.Entry.RemovedAt = sequenceNo;
            current.Postings.SweepRemoved(oldestReader);
        }
    }

    /// <summary>Forgets the past keys of a document: they are pieces of data that had to go.</summary>
    public void Forget(QldbId documentId)
    {
        foreach (var (key, postings) in _keys)
        {
            postings.Sweep(entry => entry.DocumentId == documentId && !entry.IsCurrent);
            if (postings.IsEmpty)
            {
                _keys.TryRemove(key, out _);
            }
        }
    }

    public IEnumerable<QldbId> Lookup(ReadOnlyMemory<byte> key, long asOf)
        => _keys.TryGetValue(new IndexKey(key), out var postings) ? postings.Read(asOf) : [];

    public IEnumerable<StoredIndexEntry> Scan(long asOf)
        => from postings in _keys from documentId in postings.Value.Read(asOf) select new StoredIndexEntry(postings.Key.Bytes, documentId);

    private sealed class Entry(QldbId documentId, long addedAt, Entry? next)
    {
        private Entry? _next = next;
        private long _removedAt = long.MaxValue;

        public QldbId DocumentId => documentId;

        public Entry? Next
        {
            get => Volatile.Read(ref _next);
            set => Volatile.Write(ref _next, value);
        }

        public long RemovedAt
        {
            get => Volatile.Read(ref _removedAt);
            set => Volatile.Write(ref _removedAt, value);
        }

        public bool IsCurrent => RemovedAt == long.MaxValue;

        public bool IsSeen(long asOf) => addedAt <= asOf && asOf < RemovedAt;
    }

    /// <summary>The entries of one key, newest first. A swept entry keeps its link, so a reader that stands on it finds the rest.</summary>
    private sealed class Postings
    {
        private const int SweepAt = 16;
        private Entry? _head;
        private int _count;
        private int _removed;

        public bool IsEmpty => _head is null;

        public Entry Add(QldbId documentId, long sequenceNo)
        {
            var entry = new Entry(documentId, sequenceNo, _head);
            Volatile.Write(ref _head, entry);
            _count++;
            return entry;
        }

        /// <summary>Sweeps once the entries that went are most of the list, so that a key which many documents pass through stays short.</summary>
        public void SweepRemoved(long oldestReader)
        {
            if (++_removed >= SweepAt && _removed * 2 > _count)
            {
                Sweep(entry => entry.RemovedAt <= oldestReader);
            }
        }

        public void Sweep(Func<Entry, bool> isSwept)
        {
            (_count, _removed) = (0, 0);
            Entry? kept = null;
            for (var entry = _head; entry is not null; entry = entry.Next)
            {
                if (!isSwept(entry))
                {
                    kept = entry;
                    _count++;
                    _removed += entry.IsCurrent ? 0 : 1;
                }
                else if (kept is null)
                {
                    Volatile.Write(ref _head, entry.Next);
                }
                else
                {
                    kept.Next = entry.Next;
                }
            }
        }

        public IEnumerable<QldbId> Read(long asOf)
        {
            for (var entry = Volatile.Read(ref _head); entry is not null; entry = entry.Next)
            {
                if (entry.IsSeen(asOf))
                {
                    yield return entry.DocumentId;
                }
            }
        }
    }

    private readonly struct IndexKey(ReadOnlyMemory<byte> bytes) : IEquatable<IndexKey>
    {
        public ReadOnlyMemory<byte> Bytes { get; } = bytes;

        public bool Equals(IndexKey other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

        public override bool Equals(object? obj) => obj is IndexKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.AddBytes(Bytes.Span);
            return hash.ToHashCode();
        }
    }
}
