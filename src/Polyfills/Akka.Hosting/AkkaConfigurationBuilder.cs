using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

public enum HoconAddMode
{
    /// <summary>Below what is there.</summary>
    Append,
    /// <summary>Above what is there.</summary>
    Prepend,
    /// <summary>Works like <see cref="Prepend"/>.</summary>
    Replace,
}

public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

public delegate Task ActorStarterWithResolver(ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Collects what a system is made of and what is to be started in it. Once the system has started, further calls have no effect.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<ActorStarterWithResolver> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private readonly HashSet<Type> _extensions = [];
    private bool _complete;

    public readonly HashSet<Setup> Setups = [];

    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ServiceCollection = serviceCollection;
        ActorSystemName = actorSystemName;
    }

    internal string ActorSystemName { get; }
    internal IServiceCollection ServiceCollection { get; }
    public Option<ProviderSelection> ActorRefProvider { get; private set; }
    public Option<Config> Configuration { get; private set; }

    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask) => AddStartup((system, registry) =>
    {
        startupTask(system, registry);
        return Task.CompletedTask;
    });

    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask) => Change(() => _startupTasks.Add(startupTask));

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => StartActors((system, registry, _) =>
    {
        starter(system, registry);
        return Task.CompletedTask;
    });

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter) => StartActors((system, registry, resolver) =>
    {
        starter(system, registry, resolver);
        return Task.CompletedTask;
    });

    public AkkaConfigurationBuilder StartActors(ActorStarter starter) => StartActors((system, registry, _) => starter(system, registry));
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter) => Change(() => _starters.Add(starter));

    public AkkaConfigurationBuilder WithExtension<T>() where T : IExtensionId => Change(() => _extensions.Add(typeof(T)));

    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        foreach (var extension in extensions)
            if (!typeof(IExtensionId).IsAssignableFrom(extension)) throw new ConfigurationException($"Type must implement {nameof(IExtensionId)}: {extension}");
        return Change(() => _extensions.UnionWith(extensions));
    }

    internal AkkaConfigurationBuilder AddHocon(Config hocon, HoconAddMode addMode) => Change(() => Configuration = addMode == HoconAddMode.Append
        ? Configuration.GetOrElse(Config.Empty).SafeWithFallback(hocon)
        : hocon.SafeWithFallback(Configuration.GetOrElse(Config.Empty)));

    internal AkkaConfigurationBuilder WithActorRefProvider(ProviderSelection provider) => Change(() => ActorRefProvider = provider);

    /// <summary>A bootstrap setup is merged; the resolver is the container's, whatever is given; other setups replace those of their type.</summary>
    internal AkkaConfigurationBuilder AddSetup(Setup setup) => setup switch
    {
        DependencyResolverSetup => this,
        BootstrapSetup bootstrap => Change(() =>
        {
            if (bootstrap.Config.HasValue) AddHocon(bootstrap.Config.Value, HoconAddMode.Prepend);
            if (bootstrap.ActorRefProvider.HasValue) ActorRefProvider = bootstrap.ActorRefProvider;
        }),
        _ => Change(() =>
        {
            Setups.RemoveWhere(present => present.GetType() == setup.GetType());
            Setups.Add(setup);
        }),
    };

    private AkkaConfigurationBuilder Change(Action change)
    {
        if (!_complete) change();
        return this;
    }

    internal ActorSystem Build(IServiceProvider provider)
    {
        var config = Configuration.GetOrElse(Config.Empty);
        if (_extensions.Count > 0)
        {
            var names = config.GetStringList("akka.extensions").Union(_extensions.Select(static type => type.AssemblyQualifiedName!));
            config = ConfigurationFactory.ParseString($"akka.extensions = [{string.Join(", ", names.Select(HoconExtensions.ToHocon))}]").SafeWithFallback(config);
        }
        var bootstrap = BootstrapSetup.Create().WithConfig(config);
        if (ActorRefProvider.HasValue) bootstrap = bootstrap.WithActorRefProvider(ActorRefProvider.Value);
        var setup = ActorSystemSetup.Create([.. Setups, bootstrap, DependencyResolverSetup.Create(provider)]);
        if (!setup.Get<LoggerFactorySetup>().HasValue && provider.GetService<ILoggerFactory>() is { } loggerFactory)
            setup = setup.WithSetup(new LoggerFactorySetup(loggerFactory));
        return ActorSystem.Create(ActorSystemName, setup);
    }

    internal async Task StartAsync(ActorSystem system)
    {
        if (_complete) return;
        _complete = true;
        var registry = ActorRegistry.For(system);
        var resolver = DependencyResolver.For(system).Resolver;
        foreach (var starter in _starters) await starter(system, registry, resolver).ConfigureAwait(false);
        foreach (var startup in _startupTasks) await startup(system, registry).ConfigureAwait(false);
    }
}
