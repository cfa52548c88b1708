using Qldb.Ledger.Server.Tests.Support;
using Xunit.Abstractions;

namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>The official driver for Node.js, the strictest judge there is, against <c>qldb serve</c>. The scenarios are <c>tests/interop/node/scenarios.mjs</c>.</summary>
public sealed class NodeDriverTests(NodeDriverTests.Servers servers, ITestOutputHelper output) : IClassFixture<NodeDriverTests.Servers>
{
    [NodeTheory]
    [InlineData("tables")]
    [InlineData("every-ion-type")]
    [InlineData("paging")]
    [InlineData("counter")]
    [InlineData("errors")]
    [InlineData("abort")]
    [InlineData("control-plane")]
    [InlineData("proof")]
    public async Task The_official_driver_does(string scenario) => await RunAsync(scenario, await servers.Usual.Value);

    [NodeTheory]
    [InlineData("expiry")]
    public async Task The_official_driver_gives_up_on(string scenario) => await RunAsync(scenario, await servers.Impatient.Value);

    private async Task RunAsync(string scenario, ServeProcess server)
    {
        var (exitCode, text) = await NodeDriver.RunAsync(["scenarios.mjs", scenario], server.Address, ServeProcess.KeyId, ServeProcess.Secret);
        output.WriteLine(text);
        Assert.True(exitCode == 0, text + string.Join('\n', server.Errors.TakeLast(20)));
        Assert.Contains($"ok {scenario}", text, StringComparison.Ordinal);
    }

    /// <summary>The servers of all scenarios, started when the first one needs them.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public Servers()
        {
            Usual = new(() => StartAsync("patient", "00:10:00")); // on a busy machine 30 s are little for one of 200 transactions at once
            Impatient = new(() => StartAsync("impatient", "00:00:01"));
        }

        internal Lazy<Task<ServeProcess>> Usual { get; }

        internal Lazy<Task<ServeProcess>> Impatient { get; }

        private Task<ServeProcess> StartAsync(string name, string transactionTime)
        {
            var settings = _folder.File($"{name}.json");
            File.WriteAllText(settings, $$"""{ "Limits": { "TransactionTime": "{{transactionTime}}" } }""");
            return ServeProcess.StartAsync(_folder.File(name), "--ledger", "interop", "--config", settings);
        }

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            foreach (var server in new[] { Usual, Impatient }.Where(server => server.IsValueCreated))
            {
                await (await server.Value).DisposeAsync();
            }

            _folder.Dispose();
        }
    }
}
