using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts the system with the host and shuts it down with it; if the system goes first, the host is asked to stop.</summary>
public class AkkaHostedService : IHostedService
{
    protected ActorSystem ActorSystem;
    protected CoordinatedShutdown CoordinatedShutdown;
    protected readonly IServiceProvider ServiceProvider;
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;
    protected readonly IHostApplicationLifetime HostApplicationLifetime;
    protected readonly ILogger<AkkaHostedService> Logger;

    public AkkaHostedService(AkkaConfigurationBuilder configurationBuilder, IServiceProvider serviceProvider, ILogger<AkkaHostedService> logger, IHostApplicationLifetime applicationLifetime)
    {
        ServiceProvider = serviceProvider;
        ConfigurationBuilder = configurationBuilder;
        HostApplicationLifetime = applicationLifetime;
        Logger = logger;
    }

    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem).ConfigureAwait(false);
            _ = StopHostWithSystem(ActorSystem.WhenTerminated);
        }
        catch (Exception cause)
        {
            Logger.LogCritical(cause, "Unable to start AkkaHostedService - shutting down application");
            await Console.Error.WriteLineAsync($"Unable to start AkkaHostedService: {cause}").ConfigureAwait(false);
            await StopAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private async Task StopHostWithSystem(Task terminated)
    {
        await terminated.ConfigureAwait(false);
        HostApplicationLifetime?.StopApplication();
    }

    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is null) return;
        await CoordinatedShutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
