using Akka.Configuration;

namespace Qldb.Actors.Tests.Pool;

public sealed class PoolSettingsTests
{
    private static readonly PoolSettings Valid = new() { LedgerName = "ledger" };

    [Fact]
    public void The_defaults_are_valid() => Valid.Validate();

    public static TheoryData<PoolSettings, string> Faults => new()
    {
        { Valid with { LedgerName = "" }, "LedgerName is ; it must be 1 to 32 characters." },
        { Valid with { LedgerName = new string('x', 33) }, $"LedgerName is {new string('x', 33)}; it must be 1 to 32 characters." },
        { Valid with { PoolLimit = 0 }, "PoolLimit is 0; it must be 1 or more." },
        { Valid with { MinIdle = 11 }, "MinIdle is 11; it must be 0 to PoolLimit (10)." },
        { Valid with { AcquireTimeout = TimeSpan.FromSeconds(-1) }, "AcquireTimeout is -00:00:01; it must be zero or more, or infinite." },
        { Valid with { RetryPolicy = null! }, "RetryPolicy is null; it must be not null." },
        { Valid with { ReadAhead = 1 }, "ReadAhead is 1; it must be 0, or 2 or more (the page being read counts as one)." },
        { Valid with { ReadAhead = -2 }, "ReadAhead is -2; it must be 0, or 2 or more (the page being read counts as one)." },
        { Valid with { RequestTimeout = TimeSpan.Zero }, "RequestTimeout is 00:00:00; it must be more than zero." },
        { Valid with { CleanupTimeout = TimeSpan.Zero }, "CleanupTimeout is 00:00:00; it must be more than zero." },
        { Valid with { TransactionTimeout = TimeSpan.Zero }, "TransactionTimeout is 00:00:00; it must be more than zero, or null." },
        { Valid with { MaxSessionAge = TimeSpan.Zero }, "MaxSessionAge is 00:00:00; it must be more than zero." },
        { Valid with { IdleTimeout = TimeSpan.Zero }, "IdleTimeout is 00:00:00; it must be more than zero." },
        { Valid with { IdleOrder = (IdleSessionOrder)7 }, "IdleOrder is 7; it must be Fifo or Lifo." },
        { Valid with { SessionCheck = (SessionCheck)7 }, "SessionCheck is 7; it must be None or Ping." },
        { Valid with { DrainTimeout = Timeout.InfiniteTimeSpan }, "DrainTimeout is -00:00:00.0010000; it must be zero or more." },
        { Valid with { LeaseReportAfter = TimeSpan.Zero }, "LeaseReportAfter is 00:00:00; it must be more than zero, or null." },
        { Valid with { Serializer = null! }, "Serializer is null; it must be not null." },
        { Valid with { TimeProvider = null! }, "TimeProvider is null; it must be not null." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_value_and_its_range(PoolSettings settings, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(settings.Validate).Message);

    [Fact]
    public void Several_faults_are_told_together()
    {
        var both = Assert.Throws<ArgumentException>((Valid with { PoolLimit = -1, ReadAhead = 1 }).Validate);

        Assert.Contains("PoolLimit is -1", both.Message);
        Assert.Contains("ReadAhead is 1", both.Message);
    }

    [Fact]
    public void Every_setting_can_come_from_a_configuration()
    {
        var settings = PoolSettings.FromConfig("ledger", ConfigurationFactory.ParseString("""
            qldb-actors {
              pool-limit = 7
              min-idle = 2
              acquire-timeout = infinite
              max-retries = 1
              read-ahead = 3
              request-timeout = 3s
              cleanup-timeout = 500ms
              transaction-timeout = 20s
              max-session-age = 5m
              idle-timeout = 1m
              idle-order = fifo
              session-check = ping
              drain-timeout = 2s
              lease-report-after = off
              dispatcher = my-dispatcher
            }
            """));

        Assert.Equal(7, settings.PoolLimit);
        Assert.Equal(2, settings.MinIdle);
        Assert.Equal(Timeout.InfiniteTimeSpan, settings.AcquireTimeout);
        Assert.Equal(1, settings.RetryPolicy.MaxRetries);
        Assert.Equal(3, settings.ReadAhead);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.RequestTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(500), settings.CleanupTimeout);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.TransactionTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.MaxSessionAge);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.IdleTimeout);
        Assert.Equal(IdleSessionOrder.Fifo, settings.IdleOrder);
        Assert.Equal(SessionCheck.Ping, settings.SessionCheck);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.DrainTimeout);
        Assert.Null(settings.LeaseReportAfter);
        Assert.Equal("my-dispatcher", settings.Dispatcher);
    }

    [Fact]
    public void A_configuration_without_the_section_gives_the_defaults() =>
        Assert.Equal(Valid, PoolSettings.FromConfig("ledger", ConfigurationFactory.ParseString("akka.loglevel = INFO")));

    [Fact]
    public void The_default_configuration_says_the_defaults() =>
        Assert.Equal(Valid, PoolSettings.FromConfig("ledger", PoolSettings.DefaultConfig) with { RetryPolicy = Valid.RetryPolicy });

    [Fact]
    public void A_word_that_is_none_of_the_allowed_is_named() =>
        Assert.Contains("fifo or lifo", Assert.Throws<ConfigurationException>(
            () => PoolSettings.FromConfig("ledger", ConfigurationFactory.ParseString("qldb-actors.idle-order = random"))).Message);
}
