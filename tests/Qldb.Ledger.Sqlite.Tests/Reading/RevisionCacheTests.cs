using Qldb.Ledger.Sqlite.Reading;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Reading;

public sealed class RevisionCacheTests
{
    private const int DataSize = 1_000;
    private readonly RevisionCache _cache = new(1024 * 1024);

    [Fact]
    public void What_was_kept_is_found_by_its_number()
    {
        var revision = Revision();
        _cache.Keep(_cache.Current, 7, revision);

        Assert.Same(revision, _cache.Find(_cache.Current, 7));
        Assert.Null(_cache.Find(_cache.Current, 8));
    }

    [Fact]
    public void It_holds_no_more_than_it_may()
    {
        for (var number = 0; number < 10_000; number++)
        {
            _cache.Keep(_cache.Current, number, Revision());
        }

        var found = Enumerable.Range(0, 10_000).Count(number => _cache.Current.Young.Revisions.ContainsKey(number) || _cache.Current.Old.Revisions.ContainsKey(number));
        Assert.InRange(found, 300, 1024 * 1024 / DataSize);
    }

    [Fact]
    public void What_is_looked_up_again_and_again_stays()
    {
        _cache.Keep(_cache.Current, -1, Revision());
        for (var number = 0; number < 10_000; number++)
        {
            Assert.NotNull(_cache.Find(_cache.Current, -1));
            _cache.Keep(_cache.Current, number, Revision());
        }

        Assert.Null(_cache.Find(_cache.Current, 0));
    }

    [Fact]
    public void What_was_read_before_a_redaction_is_not_found_after_it()
    {
        _cache.Keep(_cache.Current, 1, Revision());
        var before = _cache.Current;

        _cache.Clear();
        _cache.Keep(before, 2, Revision());

        Assert.Null(_cache.Find(_cache.Current, 1));
        Assert.Null(_cache.Find(_cache.Current, 2));
    }

    [Fact]
    public void A_reader_from_before_a_redaction_brings_nothing_back_when_it_fills_a_generation()
    {
        var before = _cache.Current;
        _cache.Clear();
        for (var number = 0; number < 1_000; number++)
        {
            _cache.Keep(before, number, Revision());
        }

        Assert.Empty(_cache.Current.Young.Revisions);
        Assert.Empty(_cache.Current.Old.Revisions);
    }

    [Fact]
    public void What_would_take_much_of_the_room_is_not_kept()
    {
        _cache.Keep(_cache.Current, 1, Revision(size: 512 * 1024));
        Assert.Null(_cache.Find(_cache.Current, 1));

        var none = new RevisionCache(0);
        none.Keep(none.Current, 1, Revision());
        Assert.Null(none.Find(none.Current, 1));
    }

    private static StoredRevision Revision(int size = DataSize) => new()
    {
        TableId = default,
        DocumentId = default,
        Version = 0,
        SequenceNo = 0,
        Ordinal = 0,
        TransactionId = default,
        TransactionTimeMs = 0,
        Hash = default,
        Kind = RevisionKind.Document,
        Data = new byte[size],
    };
}
