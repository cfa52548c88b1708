using Qldb.Ion;
using Qldb.Ledger.Sqlite.Reading;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;
using Qldb.Ledger.StoreContract;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Reading;

public sealed class RevisionCacheTests
{
    private const int SizeMax = 1024 * 1024;
    private const int DataSize = 1_000;
    private static readonly QldbIdGenerator Ids = new(TimeProvider.System);
    private readonly RevisionCache _cache = new(SizeMax);

    [Fact]
    public void What_was_kept_is_found_by_its_number()
    {
        var (first, second) = (Revision(7), Revision(7, ordinal: 1));
        _cache.Current.Keep(first);
        _cache.Current.Keep(second);

        Assert.Equal(Described.Of(first), Described.Of(Find(7)!));
        Assert.Equal(Described.Of(second), Described.Of(Find(7, ordinal: 1)!));
        Assert.Null(Find(7, ordinal: 2));
        Assert.Null(Find(8));
        Assert.Null(Find(7 + SizeMax));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void It_holds_the_latest_and_no_more_than_it_may(int revisionsPerBlock)
    {
        var numbers = Enumerable.Range(0, 10_000).Select(i => (SequenceNo: i / revisionsPerBlock, Ordinal: i % revisionsPerBlock)).ToList();
        numbers.ForEach(number => _cache.Current.Keep(Revision(number.SequenceNo, number.Ordinal)));

        Assert.InRange(numbers.Count(number => Find(number.SequenceNo, number.Ordinal) is not null), 400, SizeMax / DataSize);
        Assert.All(numbers[^50..], number => Assert.NotNull(Find(number.SequenceNo, number.Ordinal)));
    }

    [Fact]
    public void Many_at_once_keep_it_within_its_size()
    {
        Parallel.For(0, 20_000, number => _cache.Current.Keep(Revision(number % 5_000, number % 3)));

        var found = Enumerable.Range(0, 5_000).SelectMany(number => Enumerable.Range(0, 3).Select(ordinal => Find(number, ordinal))).OfType<StoredRevision>();
        Assert.InRange(found.Count(), 1, SizeMax / DataSize);
        Assert.All(found, revision => Assert.Equal(DataOf(revision.SequenceNo, revision.Ordinal, DataSize), revision.Data.ToArray()));
    }

    [Fact]
    public void What_was_read_before_a_redaction_is_not_found_after_it()
    {
        _cache.Current.Keep(Revision(1));
        var before = _cache.Current;

        _cache.Clear();
        before.Keep(Revision(2));

        Assert.Null(Find(1));
        Assert.Null(Find(2));
    }

    [Fact]
    public void What_would_take_much_of_the_room_is_not_kept()
    {
        _cache.Current.Keep(Revision(1, size: SizeMax / 2));
        Assert.Null(Find(1));

        var none = new RevisionCache(0);
        none.Current.Keep(Revision(1));
        Assert.Null(none.Current.Find(LedgerSchema.RevisionNo(1)));
    }

    private static byte[] DataOf(long sequenceNo, int ordinal, int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(sequenceNo + (31 * ordinal) + i))];

    private StoredRevision? Find(long sequenceNo, int ordinal = 0) => _cache.Current.Find(LedgerSchema.RevisionNo(sequenceNo, ordinal));

    private static StoredRevision Revision(long sequenceNo, int ordinal = 0, int size = DataSize) => new()
    {
        TableId = Ids.Next(),
        DocumentId = Ids.Next(),
        Version = 5,
        SequenceNo = sequenceNo,
        Ordinal = ordinal,
        TransactionId = Ids.Next(),
        TransactionTimeMs = 1_700_000_000_000,
        Hash = QldbHash.OfString("a revision"),
        Kind = RevisionKind.Document,
        Data = DataOf(sequenceNo, ordinal, size),
    };
}
