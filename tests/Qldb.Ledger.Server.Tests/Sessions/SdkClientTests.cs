using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Sessions;

/// <summary>The SDK's own client, signing and all, against the server.</summary>
public sealed class SdkClientTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_transaction_goes_through()
    {
        using var client = _server.Sdk();
        var session = await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } });
        Assert.NotEmpty(session.ResponseMetadata.RequestId);
        var token = session.StartSession.SessionToken;
        var transaction = await client.SendCommandAsync(new() { SessionToken = token, StartTransaction = new() });
        var id = transaction.StartTransaction.TransactionId;
        var result = await client.SendCommandAsync(new()
        {
            SessionToken = token,
            ExecuteStatement = new() { TransactionId = id, Statement = "SELECT * FROM \"t\" WHERE a = 'é'", Parameters = [new() { IonBinary = new MemoryStream([1, 2, 3]) }] },
        });
        Assert.Empty(result.ExecuteStatement.FirstPage.Values);
        var commit = await client.SendCommandAsync(new() { SessionToken = token, CommitTransaction = new() { TransactionId = id, CommitDigest = new MemoryStream(new byte[32]) } });
        Assert.Equal(new byte[32], commit.CommitTransaction.CommitDigest.ToArray());
    }

    [Fact]
    public async Task A_refusal_is_the_SDKs_exception_with_code_status_and_request_id()
    {
        using var client = _server.Sdk();
        _server.Ledger.Script = (_, _) => throw new BadRequestException("Table with name: USER.T already exists") { Code = "412" };
        var refused = await Assert.ThrowsAsync<BadRequestException>(() => client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } }));
        Assert.Equal(("BadRequestException", "412", 400), (refused.ErrorCode, refused.Code, (int)refused.StatusCode));
        Assert.True(Guid.TryParse(refused.RequestId, out _));
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_signature()
    {
        using var client = _server.Sdk(secret: "another secret access key");
        var refused = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } }));
        Assert.Equal("InvalidSignatureException", refused.ErrorCode);
    }

    [Fact]
    public async Task Answers_to_interleaved_clients_are_never_mixed_up()
    {
        _server.Ledger.Script = async (request, cancellation) =>
        {
            await Task.Yield();
            return request.ExecuteStatement is { } execute
                ? new() { ExecuteStatement = new() { FirstPage = new() { Values = [new() { IonBinary = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(request.SessionToken + execute.Statement)) }] } } }
                : null;
        };
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async worker =>
        {
            using var client = _server.Sdk(worker % 2 == 0 ? RunningServer.KeyId : RunningServer.OtherKeyId);
            var token = (await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } })).StartSession.SessionToken;
            for (var i = 0; i < 25; i++)
            {
                var answer = await client.SendCommandAsync(new() { SessionToken = token, ExecuteStatement = new() { TransactionId = ScriptedLedger.TransactionId, Statement = $"SELECT {worker}.{i}" } });
                Assert.Equal($"{token}SELECT {worker}.{i}", System.Text.Encoding.UTF8.GetString(answer.ExecuteStatement.FirstPage.Values.Single().IonBinary.ToArray()));
            }
        }));
    }
}
