using Akka.Actor;
using Akka.Actor.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Where actors get what they depend on.</summary>
public interface IDependencyResolver
{
    IResolverScope CreateScope();
    T GetService<T>();
    object GetService(Type type);
    Props Props(Type type, params object[] args);
    Props Props(Type type);
    Props Props<T>(params object[] args) where T : ActorBase;
}

/// <summary>A resolver for scoped services; disposing it disposes them.</summary>
public interface IResolverScope : IDisposable
{
    IDependencyResolver Resolver { get; }
}

/// <summary>The resolver of a system. Explicit arguments come first, the rest from the root provider, at every restart anew.</summary>
public sealed class DependencyResolver(IDependencyResolver resolver) : IExtension
{
    public IDependencyResolver Resolver { get; } = resolver;

    public static DependencyResolver For(ActorSystem actorSystem) =>
        actorSystem.WithExtension<DependencyResolver, DependencyResolverExtension>();

    public Props Props<T>(params object[] args) where T : ActorBase => Resolver.Props<T>(args);
    public Props Props<T>() where T : ActorBase => Resolver.Props(typeof(T));
    public Props Props(Type type) => Resolver.Props(type);
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}

public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    public override DependencyResolver CreateExtension(ExtendedActorSystem system) =>
        system.Settings.Setup.Get<DependencyResolverSetup>() is { HasValue: true } setup
            ? new DependencyResolver(setup.Value.DependencyResolver)
            : throw new Configuration.ConfigurationException($"Unable to find [{nameof(DependencyResolverSetup)}] included in ActorSystem settings. "
                + $"Please specify one before attempting to use dependency injection inside Akka.NET.");
}

public class DependencyResolverSetup : Setup
{
    private DependencyResolverSetup(IDependencyResolver resolver) => DependencyResolver = resolver;

    public IDependencyResolver DependencyResolver { get; }

    public static DependencyResolverSetup Create(IServiceProvider provider) => new(new ServiceProviderDependencyResolver(provider));
    public static DependencyResolverSetup Create(IDependencyResolver provider) => new(provider);
}

/// <summary>Resolves from a service provider of Microsoft's.</summary>
public class ServiceProviderDependencyResolver(IServiceProvider serviceProvider) : IDependencyResolver
{
    public IServiceProvider ServiceProvider { get; } = serviceProvider;

    public IResolverScope CreateScope() => new Scope(ServiceProvider.CreateScope());
    public T GetService<T>() => ServiceProvider.GetService<T>();
    public object GetService(Type type) => ServiceProvider.GetService(type);
    public Props Props(Type type) => Props(type, []);
    public Props Props<T>(params object[] args) where T : ActorBase => Props(typeof(T), args);

    public Props Props(Type type, params object[] args) => typeof(ActorBase).IsAssignableFrom(type)
        ? Actor.Props.CreateBy(new Producer(ServiceProvider, type, args), args)
        : throw new ArgumentException($"[{type}] is not an actor.", nameof(type));

    private sealed class Producer(IServiceProvider provider, Type type, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => type;
        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(provider, type, args);
        public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
    }

    private sealed class Scope(IServiceScope scope) : IResolverScope
    {
        public IDependencyResolver Resolver { get; } = new ServiceProviderDependencyResolver(scope.ServiceProvider);
        public void Dispose() => scope.Dispose();
    }
}
