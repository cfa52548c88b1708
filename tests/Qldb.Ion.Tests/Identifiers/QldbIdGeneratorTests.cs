using Xunit;

namespace Qldb.Ion.Tests.Identifiers;

public sealed class QldbIdGeneratorTests
{
    [Fact]
    public void Ids_grow_while_the_clock_stands_still_or_goes_back()
    {
        var clock = new SetClock(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var generator = new QldbIdGenerator(clock);
        var ids = new List<QldbId>();
        for (var i = 0; i < 1000; i++)
        {
            if (i == 500)
                clock.Now -= TimeSpan.FromHours(1);
            ids.Add(generator.Next());
        }

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void The_first_word_is_the_node_and_the_time()
    {
        var now = new DateTimeOffset(2020, 1, 1, 0, 0, 1, 500, TimeSpan.Zero);
        var id = new QldbIdGenerator(new SetClock(now), node: 7).Next();
        Assert.Equal(7UL, id.High >> 56);
        Assert.Equal((ulong)(now.ToUnixTimeMilliseconds() * 16384 / 1000), id.High & 0x00FF_FFFF_FFFF_FFFF);
    }

    [Fact]
    public async Task Threads_never_get_the_same_id_and_each_sees_its_own_grow()
    {
        var generator = new QldbIdGenerator(TimeProvider.System);
        var perThread = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Select(_ => generator.Next()).ToList())));
        Assert.All(perThread, ids => Assert.Equal(ids.Order(), ids));
        Assert.Equal(40_000, perThread.SelectMany(ids => ids).Select(id => id.High).Distinct().Count());
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
