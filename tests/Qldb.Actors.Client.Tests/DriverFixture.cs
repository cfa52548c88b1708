using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

/// <summary>What tests of the driver have in common: a service, drivers on it, and a net of patience under every wait.</summary>
public abstract class DriverFixture : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<PooledQldbDriver> _drivers = [];

    protected FakeService Service { get; } = new();

    protected static RetryPolicy AtOnce { get; } = new(4, new NoDelay());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var driver in _drivers)
            await driver.CloseAsync(TimeSpan.Zero).WaitAsync(Patience);
    }

    protected PooledQldbDriver Driver(Action<QldbDriverOptions>? configure = null)
    {
        var options = new QldbDriverOptions { LedgerName = "vehicle-registration", RetryPolicy = AtOnce };
        configure?.Invoke(options);
        var driver = new PooledQldbDriver(options, Wire.To(Service));
        _drivers.Add(driver);
        return driver;
    }

    protected static Task<T> Throws<T>(Func<Task> action)
        where T : Exception => Assert.ThrowsAsync<T>(() => action().WaitAsync(Patience));

    protected static async Task Until(Func<Task<bool>> holds)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < deadline, "What was waited for did not happen.");
            await Task.Delay(5); // polls what has no event
        }
    }

    protected static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    protected static TaskCompletionSource Gate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class NoDelay : IBackoffStrategy
    {
        public TimeSpan CalculateDelay(RetryPolicyContext context) => TimeSpan.Zero;
    }
}
