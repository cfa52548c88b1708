using System.Text;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Operations;

/// <summary>What <c>qldb serve --otlp</c> tells an OpenTelemetry collector, as it arrives there. Field numbers are those of the OTLP schema.</summary>
public sealed class TelemetryTests(TelemetryTests.Exported exported) : IClassFixture<TelemetryTests.Exported>
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string ClientSpanId = "b7ad6b7169203331";
    private const int SpanName = 5;

    private readonly OtlpCollector _collector = exported.Collector;

    [Fact]
    public void Every_request_is_a_span_with_its_operation_and_its_error()
    {
        var spans = _collector.AllSpans.Select(span => (Name: span.Text(SpanName), Tags: span.Attributes(9))).ToList();

        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "EndSession", "unknown"], spans.Select(span => span.Name));
        Assert.All(spans, span => Assert.Equal(("aws-api", "QLDB", span.Name), (span.Tags["rpc.system"], span.Tags["rpc.service"], span.Tags["rpc.method"])));
        Assert.Equal([null, null, null, "InvalidSessionException", "MissingAuthenticationTokenException"], spans.Select(span => span.Tags.GetValueOrDefault("error.type")));
    }

    [Fact]
    public void A_span_is_a_child_of_the_clients_where_the_client_says_so()
    {
        var span = _collector.AllSpans.Single(span => span.Text(SpanName) == "ExecuteStatement");
        Assert.Equal((TraceId, ClientSpanId), (span.Hex(1), span.Hex(4)));
        const ulong server = 2;
        Assert.Equal(server, span.Scalar(6));
    }

    [Fact]
    public void Durations_are_counted_by_operation_and_error()
    {
        // Metric: name = 1, unit = 3, histogram = 9; its points = 1: count = 4, attributes = 9.
        var duration = _collector.AllMetrics.Last(metric => metric.Text(1) == "rpc.server.duration");
        Assert.Equal("s", duration.Text(3));
        var points = duration.Messages(9, 1).ToDictionary(
            point => (point.Attributes(9)["rpc.method"], point.Attributes(9).GetValueOrDefault("error.type")), point => point.Scalar(4));
        Assert.Equal(1ul, points[("ExecuteStatement", null)]);
        Assert.Equal(1ul, points[("EndSession", "InvalidSessionException")]);
        Assert.Equal(5ul, points.Values.Aggregate((one, other) => one + other));
    }

    [Theory]
    [InlineData("qldb.server.sessions")]
    [InlineData("qldb.server.transactions.open")]
    public void What_clients_hold_is_told_while_they_hold_it(string name)
    {
        var values = _collector.AllMetrics.Where(metric => metric.Text(1) == name).Select(Value).ToList();
        Assert.Contains(1ul, values);
        Assert.Equal(0ul, values[^1]); // the server has stopped
    }

    [Fact]
    public void Requests_being_worked_on_are_told_and_none_is_in_the_end()
        => Assert.Equal(0ul, Value(_collector.AllMetrics.Last(metric => metric.Text(1) == "qldb.server.requests.active")));

    [Fact]
    public void Both_say_which_service_they_are_from()
    {
        // resource = 1 of the resource's list: attributes = 1.
        foreach (var export in _collector.MetricExports.Concat(_collector.TraceExports))
        {
            Assert.Equal("qldb-ledger-server", export.Messages(1, 1).First().Attributes(1)["service.name"]);
        }
    }

    [Fact]
    public void Neither_statements_nor_parameters_nor_tokens_leave_the_server()
    {
        var told = string.Concat(_collector.MetricExports.Concat(_collector.TraceExports).Select(export => Encoding.UTF8.GetString(export.Bytes.Span)));
        Assert.Contains("ExecuteStatement", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovelace", told, StringComparison.Ordinal);
        Assert.DoesNotContain("diagnosis", told, StringComparison.Ordinal);
        Assert.DoesNotContain(exported.Token, told, StringComparison.Ordinal);
    }

    /// <summary>The only value of a gauge (5) or a sum (7); their points = 1: as_int = 6.</summary>
    private static ulong Value(ProtobufMessage metric) => metric.Messages(5, 1).Concat(metric.Messages(7, 1)).Single().Scalar(6);

    /// <summary>Five requests to a server of its own, and everything that it exported until it had stopped.</summary>
    public sealed class Exported : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        internal OtlpCollector Collector { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Collector = await OtlpCollector.StartAsync();
            var environment = new Dictionary<string, string> { ["OTEL_METRIC_EXPORT_INTERVAL"] = "100" }; // milliseconds; a minute otherwise
            await using var server = await ServeProcess.StartAsync(
                environment, "--data", _folder.Path, "--listen", "http://127.0.0.1:0", "--ledger", "led", "--access-key", $"{ServeProcess.KeyId}:{ServeProcess.Secret}",
                "--otlp", Collector.Address.ToString(), "--drain-timeout", "0:00:00");
            using var client = new SigningClient(server.Address, ServeProcess.KeyId, ServeProcess.Secret);
            var token = (await client.SendAsync("""{"StartSession":{"LedgerName":"led"}}""")).Json.GetProperty("StartSession").GetProperty("SessionToken").GetString();
            var begun = await client.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""");
            var id = begun.Json.GetProperty("StartTransaction").GetProperty("TransactionId").GetString();
            var executed = await client.SendAsync(
                $$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{id}}}","Statement":"SELECT 'diagnosis' AS kind FROM << ? >> AS x","Parameters":[{"IonText":"\"Ada Lovelace\""}]}}""",
                request => request.Headers.Add("traceparent", $"00-{TraceId}-{ClientSpanId}-01"));
            Assert.True(executed.Status == 200, executed.Body);
            Assert.Equal(400, (await client.SendAsync("""{"SessionToken":"session-7","EndSession":{}}""")).Status);
            Assert.Equal(403, (await client.SendUnsignedAsync("{}")).Status);
            await Collector.UntilAsync(collector => collector.AllMetrics.Any(metric => metric.Text(1) == "qldb.server.transactions.open" && Value(metric) == 1));
            // The rest comes when the server stops: it sends what it still has.
            server.Terminate();
            Assert.Equal(0, await server.WaitForExitAsync());
            Token = token!;
        }

        internal string Token { get; private set; } = null!;

        public async Task DisposeAsync()
        {
            await Collector.DisposeAsync();
            _folder.Dispose();
        }
    }
}
