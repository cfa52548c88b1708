using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>An OpenTelemetry collector on a free loopback port: takes what is exported to it over OTLP/gRPC, and keeps it.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private const string Traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;
    private readonly SemaphoreSlim _arrivals = new(0);

    private OtlpCollector(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>The ExportMetricsServiceRequest messages, in order of arrival.</summary>
    public ConcurrentQueue<ProtobufMessage> MetricExports { get; } = new();

    /// <summary>The ExportTraceServiceRequest messages, in order of arrival.</summary>
    public ConcurrentQueue<ProtobufMessage> TraceExports { get; } = new();

    /// <summary>Every Metric: resource_metrics = 1, scope_metrics = 2, metrics = 2.</summary>
    public IEnumerable<ProtobufMessage> AllMetrics => MetricExports.SelectMany(export => export.Messages(1, 2, 2));

    /// <summary>Every Span: resource_spans = 1, scope_spans = 2, spans = 2.</summary>
    public IEnumerable<ProtobufMessage> AllSpans => TraceExports.SelectMany(export => export.Messages(1, 2, 2));

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var application = builder.Build();
        var collector = new OtlpCollector(application);
        application.Run(collector.TakeAsync);
        await application.StartAsync();
        collector.Address = new Uri(application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return collector;
    }

    /// <summary>Waits until what has arrived is enough.</summary>
    public async Task UntilAsync(Func<OtlpCollector, bool> isEnough)
    {
        while (!isEnough(this))
        {
            Assert.True(await _arrivals.WaitAsync(SafetyNet), "The collector heard nothing more.");
        }
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var frame = body.ToArray();
        // A gRPC message: a flag, four bytes of length, the message.
        Assert.Equal(0, frame[0]);
        Assert.Equal(frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)));
        var exports = context.Request.Path.Value switch
        {
            Metrics => MetricExports,
            Traces => TraceExports,
            var other => throw new InvalidOperationException($"No collector has a method {other}."),
        };
        exports.Enqueue(new ProtobufMessage(frame.AsMemory(5)));
        _arrivals.Release();

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
