using Amazon;
using Amazon.QLDBSession;
using Amazon.Runtime;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

/// <summary>The seed's constructor parameters, row by row, and what the .NET driver's users expect.</summary>
public sealed class OptionsTests : DriverFixture
{
    private static readonly BasicAWSCredentials Credentials = new("id", "secret");

    [Fact]
    public void A_ledger_name_is_required() => Assert.Throws<ArgumentOutOfRangeException>(() => Driver(options => options.LedgerName = " "));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_ahead_is_nothing_or_two_and_more(int pages) =>
        Assert.Contains("ReadAhead", Assert.Throws<ArgumentOutOfRangeException>(() => Driver(options => options.ReadAhead = pages)).Message);

    [Fact]
    public void A_negative_pool_limit_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Driver(options => options.PoolLimit = -1));

    [Fact]
    public void A_negative_timeout_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Driver(options => options.AcquireTimeout = TimeSpan.FromSeconds(-2)));

    [Fact]
    public void An_endless_timeout_is_allowed() => Driver(options => options.AcquireTimeout = Timeout.InfiniteTimeSpan);

    // .NET: int.MaxValue, Node: unlimited; then the service's quota is the limit.
    [Fact]
    public async Task The_pool_limit_is_ten_unless_told_otherwise() => Assert.Equal(10, (await Driver().GetPoolStatisticsAsync()).Limit);

    [Fact]
    public async Task The_pool_limit_follows_the_connections_of_the_client_and_may_not_exceed_them()
    {
        var config = new AmazonQLDBSessionConfig { RegionEndpoint = RegionEndpoint.USEast1, MaxConnectionsPerServer = 3 };
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "ledger", SessionConfig = config, Credentials = Credentials });
        Assert.Equal(3, (await driver.GetPoolStatisticsAsync()).Limit);

        var tooMany = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PooledQldbDriver(new QldbDriverOptions { LedgerName = "ledger", SessionConfig = config, Credentials = Credentials, PoolLimit = 4 }));
        Assert.Contains("MaxConnectionsPerServer", tooMany.Message);
    }

    public static TheoryData<string, Action<QldbDriverOptions>> ClientOptions => new()
    {
        { "Region", options => options.Region = "eu-west-1" },
        { "EndpointUrl", options => options.EndpointUrl = new Uri("http://localhost:1") },
        { "Credentials", options => options.Credentials = Credentials },
        { "VerifyTls", options => options.VerifyTls = false },
        { "SessionConfig", options => options.SessionConfig = new AmazonQLDBSessionConfig() },
        { "UserAgentSuffix", options => options.UserAgentSuffix = "mine" },
    };

    [Theory]
    [MemberData(nameof(ClientOptions))]
    public void An_option_for_a_client_contradicts_a_client(string name, Action<QldbDriverOptions> set) =>
        Assert.StartsWith(name, Assert.Throws<ArgumentException>(() => Driver(set)).Message);

    [Fact]
    public void The_callers_configuration_is_not_changed()
    {
        var config = new AmazonQLDBSessionConfig { ServiceURL = "http://localhost:1", AuthenticationRegion = "eu-west-1", MaxErrorRetry = 7, ClientAppId = "mine" };

        using var client = SessionClientFactory.Create(new QldbDriverOptions { LedgerName = "ledger", SessionConfig = config, Credentials = Credentials });

        Assert.Equal(7, config.MaxErrorRetry);
        Assert.Equal(0, client.Config.MaxErrorRetry);
        Assert.Equal("http://localhost:1/", client.Config.ServiceURL);
        Assert.Equal("eu-west-1", client.Config.AuthenticationRegion);
        Assert.Equal("mine", ((ClientConfig)client.Config).ClientAppId);
    }

    [Fact]
    public void The_client_never_retries_by_itself()
    {
        using var client = SessionClientFactory.Create(new QldbDriverOptions { LedgerName = "ledger", Region = "eu-west-1", Credentials = Credentials });

        Assert.Equal(0, client.Config.MaxErrorRetry);
        Assert.Equal(0, ((ClientConfig)client.Config).MaxStaleConnectionRetries);
        Assert.Equal(RegionEndpoint.EUWest1, client.Config.RegionEndpoint);
        Assert.Equal(TimeSpan.FromSeconds(35), client.Config.Timeout);
    }

    [Fact]
    public void Options_are_copied_when_the_driver_is_made()
    {
        var options = new QldbDriverOptions { LedgerName = "ledger" };
        var driver = new PooledQldbDriver(options, Service);
        options.LedgerName = "other";

        Assert.Equal("ledger", driver.LedgerName);
    }

    [Fact]
    public async Task The_builder_knows_the_names_of_the_dotnet_driver()
    {
        await using var driver = PooledQldbDriver.Builder()
            .WithLedger("ledger")
            .WithSessionClient(Service)
            .WithMaxConcurrentTransactions(4)
            .WithAcquireTimeout(TimeSpan.FromSeconds(3))
            .WithReadAhead(2)
            .WithRetryPolicy(RetryPolicy.Builder().WithMaxRetries(2).Build())
            .With(options => options.MinIdle = 1)
            .Build();

        Assert.Equal(4, (await driver.GetPoolStatisticsAsync()).Limit);
        Assert.Equal((2, 2, 1), (driver.Options.ReadAhead, driver.Options.RetryPolicy.MaxRetries, driver.Options.MinIdle));
    }
}
