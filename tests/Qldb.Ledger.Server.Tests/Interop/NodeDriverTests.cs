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
            Usual = new(() => ServeProcess.StartAsync(_folder.Combine("usual"), "--ledger", "interop"));
            Impatient = new(() =>
            {
                var settings = _folder.Combine("impatient.json");
                File.WriteAllText(settings, """{ "Limits": { "TransactionTime": "00:00:01" } }""");
                return ServeProcess.StartAsync(_folder.Combine("impatient"), "--ledger", "interop", "--config", settings);
            });
        }

        internal Lazy<Task<ServeProcess>> Usual { get; }

        internal Lazy<Task<ServeProcess>> Impatient { get; }

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
