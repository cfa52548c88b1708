using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>A reproducible stream of blocks that insert, update, delete, index and redact as a ledger would.</summary>
public sealed class RandomHistory(int seed, TestJournal journal)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<QldbId, (QldbId Table, long Version, string? Key, bool IsDeleted)> _documents = [];
    private readonly Dictionary<QldbId, StoredRevision> _last = [];
    private readonly List<StoredRevision> _redactable = [];

    public List<QldbId> Tables { get; } = [journal.NewId(), journal.NewId(), journal.NewId()];

    public QldbId Index { get; } = journal.NewId();

    public IEnumerable<QldbId> Documents => _documents.Keys;

    public IEnumerable<ReadOnlyMemory<byte>> Keys => Enumerable.Range(0, 6).Select(i => (ReadOnlyMemory<byte>)TestJournal.BytesOf($"key {i}"));

    public List<BlockWrite> NextGroup() => [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => journal.Next(Change))];

    private void Change(BlockChanges changes)
    {
        if (_documents.Count == 0)
        {
            Tables.ForEach(table => changes.Table(table, $"T {table}", true, table == Tables[0] ? [new StoredIndex(Index, "f")] : []));
        }

        foreach (var document in _documents.Keys.Where(_ => _random.Next(12) == 0).Take(6).ToList())
        {
            Rewrite(changes, document);
        }

        for (var i = _random.Next(4); i >= 0; i--)
        {
            var document = journal.NewId();
            _documents[document] = (Tables[_random.Next(Tables.Count)], -1, null, false);
            Rewrite(changes, document);
        }

        if (_redactable.Count > 0 && _random.Next(5) == 0)
        {
            var revision = _redactable[_random.Next(_redactable.Count)];
            _redactable.Remove(revision);
            changes.Redact(revision.TableId, revision.DocumentId, revision.SequenceNo, TestJournal.HashOf($"data of {revision.Hash}"));
        }
    }

    private void Rewrite(BlockChanges changes, QldbId document)
    {
        var (table, version, key, isDeleted) = _documents[document];
        if (isDeleted)
        {
            return;
        }

        var delete = version >= 0 && _random.Next(4) == 0;
        var newKey = table == Tables[0] && !delete && _random.Next(3) > 0 ? $"key {_random.Next(6)}" : null;
        if (key is not null && key != newKey)
        {
            changes.RemoveKey(table, Index, key, document);
        }

        if (newKey is not null && key != newKey)
        {
            changes.AddKey(table, Index, newKey, document);
        }

        if (_last.TryGetValue(document, out var overtaken))
        {
            _redactable.Add(overtaken);
        }

        _last[document] = delete ? changes.Delete(table, document, version + 1) : changes.Write(table, document, version + 1, $"{document} {version + 1} {newKey}");
        _documents[document] = (table, version + 1, newKey, delete);
    }
}
