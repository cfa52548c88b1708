namespace Qldb.Actors.Tests.Retry;

public sealed class RetryPolicyTests
{
    private static readonly Exception Cause = new InvalidDataException();

    [Theory]
    [InlineData(1, 10, 20)]
    [InlineData(2, 20, 40)]
    [InlineData(3, 40, 80)]
    [InlineData(4, 80, 160)]
    [InlineData(30, 2500, 5000)]
    [InlineData(int.MaxValue, 2500, 5000)]
    public void The_default_delays_are_those_of_the_later_official_drivers(int retry, double from, double to)
    {
        for (var i = 0; i < 1000; i++)
            Assert.InRange(new ExponentialBackoffStrategy().CalculateDelay(new RetryPolicyContext(retry, Cause, null)).TotalMilliseconds, from, to);
    }

    [Fact]
    public void Full_jitter_begins_at_nothing_and_no_jitter_is_exact()
    {
        var (unit, cap) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5));
        var full = new ExponentialBackoffStrategy(unit, cap, Jitter.Full);

        Assert.Equal(40, new ExponentialBackoffStrategy(unit, cap, Jitter.None).CalculateDelay(new RetryPolicyContext(2, Cause, null)).TotalMilliseconds);
        for (var i = 0; i < 1000; i++)
            Assert.InRange(full.CalculateDelay(new RetryPolicyContext(2, Cause, null)).TotalMilliseconds, 0, 40);
    }

    [Fact]
    public void The_same_chance_gives_the_same_delays()
    {
        static TimeSpan[] Delays() => [.. Enumerable.Range(1, 4).Select(retry =>
            new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), Jitter.Equal, new Random(7)).CalculateDelay(new RetryPolicyContext(retry, Cause, null)))];

        Assert.Equal(Delays(), Delays());
    }

    // The Go driver reseeds the generator of the whole process at each delay.
    [Fact]
    public void Chance_does_not_begin_anew_at_each_delay()
    {
        var chance = new Random(7);
        var strategy = new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5), Jitter.Equal, chance);

        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => strategy.CalculateDelay(new RetryPolicyContext(9, Cause, null))).Distinct().Count());
        Assert.NotEqual(new Random(7).Next(), chance.Next());
    }

    // .NET driver 1.4.1 accepted negative retries and a base of zero without a word.
    [Fact]
    public void Values_out_of_range_are_refused_at_construction()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.Builder().WithMaxRetries(-1).Build());
        Assert.Throws<ArgumentNullException>(() => RetryPolicy.Builder().WithBackoffStrategy(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(-1), TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffStrategy(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffStrategy(TimeSpan.Zero, TimeSpan.Zero, (Jitter)9));
    }

    [Fact]
    public void Four_retries_are_the_default() => Assert.Equal(4, RetryPolicy.Default.MaxRetries);
}
