using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Qldb.Ledger.Server.Sessions;

namespace Qldb.Ledger.Server.Operations;

/// <summary>
/// Metrics and traces of one server, under the name <c>Qldb.Ledger.Server</c>. Names follow OpenTelemetry's conventions for RPC servers where there is one;
/// <c>qldb.server.*</c> are our own.
/// </summary>
internal sealed class ServerTelemetry : IDisposable
{
    public const string Name = "Qldb.Ledger.Server";

    private readonly Meter _meter = new(Name);
    private readonly ActivitySource _source = new(Name);
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _active;
    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _traces;

    public ServerTelemetry(LedgerServerOptions options, ServedSessions sessions)
    {
        _duration = _meter.CreateHistogram<double>("rpc.server.duration", "s", "How long a request took, from its first byte to the answer.");
        _active = _meter.CreateUpDownCounter<int>("qldb.server.requests.active", "{request}", "Requests being worked on.");
        _meter.CreateObservableGauge("qldb.server.sessions", () => sessions.Count, "{session}", "Sessions started and not ended.");
        _meter.CreateObservableGauge("qldb.server.transactions.open", () => sessions.OpenTransactions, "{transaction}", "Transactions begun and not ended.");
        if (options.OtlpEndpoint is { } endpoint)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("qldb-ledger-server");
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(Name, "Microsoft.AspNetCore.Server.Kestrel").AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(Name).AddOtlpExporter(otlp => otlp.Endpoint = endpoint).Build();
        }
    }

    /// <summary>Starts a span for a request; null when nobody listens. A <c>traceparent</c> header makes it a child of the client's.</summary>
    public Activity? StartRequest(string? traceParent)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        // The web host has an activity of its own around the request, which nobody records; its children would not be recorded either.
        Activity.Current = null;
        return _source.StartActivity("qldb.request", ActivityKind.Server, traceParent);
    }

    public void RequestStarted() => _active.Add(1);

    public void RequestEnded(string operation, string? errorType, TimeSpan duration, Activity? span)
    {
        _active.Add(-1);
        if (_duration.Enabled)
        {
            var tags = new TagList { { "rpc.system", "aws-api" }, { "rpc.method", operation } };
            if (errorType is not null)
            {
                tags.Add("error.type", errorType);
            }

            _duration.Record(duration.TotalSeconds, tags);
        }

        if (span is not null)
        {
            span.DisplayName = operation;
            span.SetTag("rpc.system", "aws-api").SetTag("rpc.service", "QLDB").SetTag("rpc.method", operation);
            if (errorType is not null)
            {
                span.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
        _source.Dispose();
        _meter.Dispose();
    }
}
