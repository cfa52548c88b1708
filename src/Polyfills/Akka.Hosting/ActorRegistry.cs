using System.Collections;
using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Actor references by a type that stands for them.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    bool TryGet<TKey>(out IActorRef actor);
    bool TryGet(Type key, out IActorRef actor);
    IActorRef Get<TKey>();
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

public interface IActorRegistry : IReadOnlyActorRegistry
{
    void Register<TKey>(IActorRef actor, bool overwrite = false);
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}

public class ActorRegistry : IActorRegistry, IExtension
{
    private readonly ConcurrentDictionary<Type, IActorRef> _actors = new();
    private readonly ConcurrentDictionary<Type, TaskCompletionSource<IActorRef>> _awaited = new();

    public static ActorRegistry For(ActorSystem actorSystem) => actorSystem.WithExtension<ActorRegistry, ActorRegistryExtension>();

    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        if (!TryRegister<TKey>(actor, overwrite))
            throw new DuplicateActorRegistryException($"An actor value for key [{typeof(TKey)}] has already been registered with the ActorRegistry");
    }

    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) => TryRegister(typeof(TKey), actor, overwrite);

    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (overwrite) _actors[key] = actor;
        else if (!_actors.TryAdd(key, actor)) return false;
        if (_awaited.TryRemove(key, out var awaited)) awaited.TrySetResult(actor);
        return true;
    }

    public bool TryGet<TKey>(out IActorRef actor) => TryGet(typeof(TKey), out actor);

    public bool TryGet(Type key, out IActorRef actor)
    {
        if (_actors.TryGetValue(key, out actor)) return true;
        actor = ActorRefs.Nobody;
        return false;
    }

    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor registered for key [{typeof(TKey)}]");

    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    public async Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        if (TryGet(key, out var actor)) return actor;
        var awaited = _awaited.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        // Registered in between: whoever did it may have looked for waiters before there was one.
        if (TryGet(key, out actor)) awaited.TrySetResult(actor);
        return await awaited.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator() => _actors.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}

public class ActorRegistryException : Exception
{
    public ActorRegistryException(string message) : base(message) { }
    public ActorRegistryException(string message, Exception innerException) : base(message, innerException) { }
}

public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    public DuplicateActorRegistryException(string message) : base(message) { }
    public DuplicateActorRegistryException(string message, Exception innerException) : base(message, innerException) { }
}

public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    public MissingActorRegistryEntryException(string message) : base(message) { }
    public MissingActorRegistryEntryException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A registered actor, as something to be injected.</summary>
public interface IRequiredActor<TActor>
{
    IActorRef ActorRef { get; }

    /// <summary>Waits until the actor has been registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef _actorRef;

    public IActorRef ActorRef => _actorRef ??= registry.Get<TActor>();

    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actorRef ??= await registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);
}
