using Akka.Actor;
using Akka.Hosting;
using Amazon.QLDBSession;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

public sealed class HostingTests : DriverFixture
{
    private sealed class OtherLedger;

    [Fact]
    public async Task An_application_without_Akka_code_injects_IQldbDriver()
    {
        await using (var provider = new ServiceCollection()
            .AddSingleton(Wire.To(Service))
            .AddQldbDriver("ledger", options => options.PoolLimit = 3)
            .BuildServiceProvider())
        {
            var driver = provider.GetRequiredService<IQldbDriver>();
            await driver.ExecuteStatementAsync("SELECT 1");

            Assert.Equal("ledger", driver.LedgerName);
            Assert.Equal(3, (await driver.GetPoolStatisticsAsync()).Limit);
            Assert.Same(driver, provider.GetRequiredKeyedService<IQldbDriver>("ledger"));
        }

        Assert.Equal(0, Service.LiveSessions); // closed with the container
    }

    [Fact]
    public async Task Further_ledgers_have_their_names_as_keys()
    {
        await using var provider = new ServiceCollection()
            .AddSingleton(Wire.To(Service))
            .AddQldbDriver("first")
            .AddQldbDriver("second")
            .BuildServiceProvider();

        Assert.Equal("first", provider.GetRequiredService<IQldbDriver>().LedgerName);
        Assert.Equal("second", provider.GetRequiredKeyedService<IQldbDriver>("second").LedgerName);
    }

    [Fact]
    public async Task Wrong_options_stop_the_host_at_its_start()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Wire.To(Service)).AddQldbDriver("ledger", options => options.ReadAhead = 1);
        using var host = builder.Build();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("ReadAhead is 1", wrong.Message);
    }

    [Fact]
    public async Task An_Akka_application_finds_the_pool_in_its_registry_and_closes_it_with_the_system()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(Wire.To(Service))
            .AddAkka("test", akka => akka
                .AddHocon("qldb-actors.pool-limit = 4", HoconAddMode.Prepend)
                .WithQldbDriver("ledger")
                .WithQldbDriver<OtherLedger>("other", options => options.PoolLimit = 2));
        builder.Services.AddHealthChecks().AddQldbPool<QldbPool>();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            var pool = await host.Services.GetRequiredService<IRequiredActor<QldbPool>>().GetAsync();
            var reply = await pool.Ask<PoolProtocol.TransactionReply>(
                new PoolProtocol.ExecuteTransaction(LeaseId.Next(), TransactionBody.Of(txn => txn.ExecuteAsync("SELECT 1"))), Patience);

            Assert.IsType<PoolProtocol.TransactionReply.Committed>(reply);
            Assert.Equal(4, (await pool.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance, Patience)).Limit);
            var other = await host.Services.GetRequiredService<IRequiredActor<OtherLedger>>().GetAsync();
            Assert.Equal(2, (await other.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance, Patience)).Limit);
            Assert.Equal(HealthStatus.Healthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
            await host.StopAsync();
        }

        Assert.Equal(0, Service.LiveSessions);
    }

    [Fact]
    public async Task Actors_and_other_code_share_one_pool_when_both_are_registered()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(Wire.To(Service))
            .AddQldbDriver("ledger")
            .AddAkka("test", akka => akka.WithQldbDriver("ledger"));
        using var host = builder.Build();
        await host.StartAsync();

        var driver = (PooledQldbDriver)host.Services.GetRequiredService<IQldbDriver>();
        Assert.Equal(driver.Pool, await host.Services.GetRequiredService<IRequiredActor<QldbPool>>().GetAsync());
        await driver.ExecuteStatementAsync("SELECT 1");
        await host.StopAsync();

        Assert.Equal(0, Service.LiveSessions);
    }

    [Fact]
    public async Task The_health_check_tells_a_busy_pool_from_a_healthy_one()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Wire.To(Service))
            .AddQldbDriver("ledger", options => options.PoolLimit = 1)
            .AddHealthChecks().AddQldbDriver().Services
            .BuildServiceProvider();
        var driver = provider.GetRequiredService<IQldbDriver>();
        var check = provider.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync()).Status);

        var session = await driver.GetSessionAsync();
        var waiting = driver.ExecuteStatementAsync("SELECT 1");
        await Until(async () => (await driver.GetPoolStatisticsAsync()).Waiting > 0);
        Assert.Equal(HealthStatus.Degraded, (await check.CheckHealthAsync()).Status);
        await session.DisposeAsync();
        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_drivers_own_actor_system_logs_to_the_factory_given_and_tells_no_statement_or_token()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Trace).AddProvider(new Lines(lines)));
        await using (var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "ledger", LoggerFactory = factory }, Wire.To(Service)))
        {
            await driver.ExecuteStatementAsync("SELECT secret FROM t WHERE a = ?", "parameter");

            // While the system is up: what is in the logger's mailbox when it goes down is lost.
            await Until(() => lines.Any(line => line.Contains("Session 1 started", StringComparison.Ordinal)));
        }

        Assert.Contains(lines, line => line.Contains("QLDB101 Session pool of ledger ledger started", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("secret") || line.Contains("parameter") || line.Contains("token-"));
    }

    private sealed class Lines(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
