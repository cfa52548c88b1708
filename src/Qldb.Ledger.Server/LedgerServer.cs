using Amazon.QLDBSession;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Qldb.Ledger.Server.ControlPlane;
using Qldb.Ledger.Server.Hosting;
using Qldb.Ledger.Server.Http;
using Qldb.Ledger.Server.Operations;
using Qldb.Ledger.Server.Sessions;

namespace Qldb.Ledger.Server;

/// <summary>Ledgers over HTTP: the QLDB session protocol and control plane, so that official drivers and SDKs connect by changing their endpoint.</summary>
/// <remarks>Safe to use from many threads. One process may hold several servers.</remarks>
public sealed class LedgerServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LedgerServerOptions _options;
    private readonly ServedSessions _sessions;
    private readonly ServerLife _life;
    private readonly ServerTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly ITimer _sweep;
    private readonly Lazy<Task> _stop;

    private LedgerServer(LedgerServerOptions options, IAmazonQLDBSession sessions, ILedgerControl control, LedgerOptions ledgers, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _logger = loggers.CreateLogger<LedgerServer>();
        _sessions = new ServedSessions(ledgers.Limits, time);
        _life = new ServerLife(_sessions, time);
        _telemetry = new ServerTelemetry(options, _sessions);
        _stop = new Lazy<Task>(StopOnceAsync);
        _sweep = time.CreateTimer(_ => _sessions.Sweep(), null, SweepInterval, SweepInterval);

        var pipeline = new RequestPipeline(
            options,
            new SessionEndpoint(sessions, _sessions, new ReadOnlyStatements(ledgers), _life, _logger),
            new ControlPlaneEndpoint(control, options, _logger),
            new HealthEndpoint(_life),
            _telemetry,
            time,
            _logger);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => KestrelSetup.Apply(kestrel, options));
        _application = builder.Build();
        _application.Run(pipeline.ServeAsync);
    }

    private static TimeSpan SweepInterval => TimeSpan.FromMinutes(1);

    /// <summary>Gets the addresses that the server listens on, with the ports it was given.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <summary>Starts a server.</summary>
    /// <param name="options">How to listen and whom to let in. Not changed, and not read again later.</param>
    /// <param name="ledgers">The ledgers to serve. The caller disposes them, after the server has stopped.</param>
    /// <param name="loggers">Where log messages go; nowhere by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OptionsValidationException">The options have faults; the exception lists all of them.</exception>
    /// <exception cref="IOException">An address is in use.</exception>
    public static Task<LedgerServer> StartAsync(
        LedgerServerOptions options,
        LedgerDirectory ledgers,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        return StartAsync(options, new EmbeddedSessionClient(ledgers.Host), ledgers, loggers, time, ledgers.Options, cancellationToken);
    }

    /// <summary>Starts a server on anything that answers sessions' commands and the control plane's calls.</summary>
    internal static async Task<LedgerServer> StartAsync(
        LedgerServerOptions options,
        IAmazonQLDBSession sessions,
        ILedgerControl control,
        ILoggerFactory? loggers,
        TimeProvider? time,
        LedgerOptions? ledgers = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var validation = new LedgerServerOptionsValidator().Validate(null, options);
        if (validation.Failed)
        {
            throw new OptionsValidationException(nameof(LedgerServerOptions), typeof(LedgerServerOptions), validation.Failures);
        }

        var server = new LedgerServer(options, sessions, control, ledgers ?? new(), loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        try
        {
            await server.ListenAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server: new sessions are refused at once, open transactions get <see cref="LedgerServerOptions.DrainTimeout"/> to end, then connections close.</summary>
    /// <param name="cancellationToken">Cuts the waiting short for this caller; the server goes on stopping.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _stop.Value.WaitAsync(cancellationToken);

    /// <summary>Stops the server as <see cref="StopAsync"/> does, and frees what it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _sweep.DisposeAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _telemetry.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        var addresses = _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Addresses = [.. addresses.Select(address => new Uri(address))];
        _life.Started();
        foreach (var address in Addresses)
        {
            Log.Listening(_logger, address.GetLeftPart(UriPartial.Authority));
            if (!address.IsLoopback && address.Scheme == Uri.UriSchemeHttp)
            {
                Log.Unencrypted(_logger, address.GetLeftPart(UriPartial.Authority));
            }
        }
    }

    private async Task StopOnceAsync()
    {
        if (_life.Phase == ServerPhase.Ready)
        {
            var open = _sessions.OpenTransactions;
            var draining = _life.DrainAsync(_options.DrainTimeout, CancellationToken.None);

            // From here on it is true: who reads it can rely on new sessions being refused.
            Log.Draining(_logger, open, _options.DrainTimeout);
            var cutOff = await draining.ConfigureAwait(false);
            if (cutOff > 0)
            {
                Log.CutOff(_logger, cutOff);
            }
        }

        await _application.StopAsync().ConfigureAwait(false);
        Log.Stopped(_logger);
    }
}
