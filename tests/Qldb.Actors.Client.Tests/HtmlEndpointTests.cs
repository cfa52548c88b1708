using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;

namespace Qldb.Actors.Client.Tests;

/// <summary>The whole way through the SDK's client, to endpoints that are no session service.</summary>
public sealed class HtmlEndpointTests
{
    [Theory]
    [InlineData("404 Not Found", 404)]
    [InlineData("403 Forbidden", 403)]
    public async Task An_endpoint_that_speaks_HTML_is_refused_at_once_with_its_status(string status, int expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        var serving = ServeAsync(listener, status, () => requests++);
        await using (var driver = Driver(((IPEndPoint)listener.LocalEndpoint).Port))
        {
            var refused = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => driver.ExecuteStatementAsync("SELECT 1").WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.Equal(expected, (int)refused.StatusCode);
        }

        Assert.Equal(1, requests);
        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_a_lost_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var driver = Driver(port);

        var lost = await Assert.ThrowsAsync<QldbTransportException>(
            () => driver.ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { AcquireTimeout = TimeSpan.Zero }).WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal(QldbCommand.StartSession, lost.Command);
        Assert.NotNull(lost.InnerException);
    }

    private static PooledQldbDriver Driver(int port) => new(new QldbDriverOptions
    {
        LedgerName = "ledger",
        EndpointUrl = new Uri($"http://127.0.0.1:{port}"),
        Region = "eu-west-1",
        Credentials = new BasicAWSCredentials("id", "secret"),
    });

    private static async Task ServeAsync(TcpListener listener, string status, Action count)
    {
        const string Body = "<html><body>It works!</body></html>";
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                await using var stream = connection.GetStream();
                var buffer = new byte[16_384];
                var text = new StringBuilder();
                while (!text.ToString().EndsWith("}}", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is var read and > 0)
                    text.Append(Encoding.ASCII.GetString(buffer, 0, read));
                count();
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // the listener was stopped
        }
    }
}
