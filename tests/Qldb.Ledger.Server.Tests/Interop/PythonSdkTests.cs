using Qldb.Ledger.Server.Tests.Support;
using Xunit.Abstractions;

namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>The SDK for Python, which signs and speaks for the official Python driver, against <c>qldb serve</c>. The scenarios are <c>tests/interop/python/scenarios.py</c>.</summary>
public sealed class PythonSdkTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonTheory]
    [InlineData("session")]
    [InlineData("errors")]
    [InlineData("control-plane")]
    public async Task The_SDK_does(string scenario)
    {
        await using var server = await ServeProcess.StartAsync(_folder.Path, "--ledger", "interop");
        var (exitCode, text) = await PythonSdk.RunAsync(scenario, server.Address, ServeProcess.KeyId, ServeProcess.Secret);
        output.WriteLine(text);
        Assert.True(exitCode == 0, text + string.Join('\n', server.Errors.TakeLast(20)));
        Assert.Contains($"ok {scenario}", text, StringComparison.Ordinal);
    }
}
