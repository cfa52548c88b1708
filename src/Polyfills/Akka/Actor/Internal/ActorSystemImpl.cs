using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly Stack<Action> _terminationCallbacks = new();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Config _deployments;
    private readonly LocalActorRefProvider _provider;
    private ILoggingAdapter _log;
    private IActorRef _deadLetterListener;
    private bool _terminating; // guarded by _terminationCallbacks

    public ActorSystemImpl(string name) : this(name, ConfigurationFactory.Default(), ActorSystemSetup.Empty) { }

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        ArgumentNullException.ThrowIfNull(config);
        Name = name;
        Settings = new Settings(this, config, setup);
        _deployments = Settings.Config.GetConfig("akka.actor.deployment") ?? Config.Empty;
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        _log = new BusLogging(EventStream, $"ActorSystem({name})", GetType(), Settings.LogFormatter);
        Scheduler = MakeScheduler();
        Serialization = new Serialization.Serialization(this);
        Mailboxes = new Mailboxes();
        Dispatchers = new Dispatchers(this, EventStream, Scheduler);
        _provider = new LocalActorRefProvider(this);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]
    private static partial Regex ValidName();

    public override string Name { get; }
    public override Settings Settings { get; }
    public override EventStream EventStream { get; }
    public override ILoggingAdapter Log => _log;
    public override IScheduler Scheduler { get; }
    public override Serialization.Serialization Serialization { get; }
    public override Mailboxes Mailboxes { get; }
    public override Dispatchers Dispatchers { get; }
    public override IActorRefProvider Provider => _provider;
    public override IActorRef DeadLetters => _provider.DeadLetters;
    public override IActorRef IgnoreRef => _provider.IgnoreRef;
    public override IInternalActorRef Guardian => _provider.Guardian;
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;
    public override Task WhenTerminated => _terminated.Task;

    public void Start()
    {
        _provider.Start();
        EventStream.StartUnsubscriber(this);
        EventStream.StartDefaultLoggers(this);
        _log = new BusLogging(EventStream, $"ActorSystem({Name})", GetType(), Settings.LogFormatter);
        if (Settings.DebugUnhandledMessage) SystemActorOf<UnhandledMessageForwarder>("unhandledMessageForwarder");
        if (Settings.LogDeadLetters > 0) _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
        LoadExtensions();
        CoordinatedShutdown.Get(this);
        if (Settings.LogConfigOnStart) Log.Info(Settings.ToString());
    }

    private IScheduler MakeScheduler()
    {
        var type = TypeNames.Find(Settings.SchedulerClass)
            ?? throw new ConfigurationException($"akka.scheduler.implementation: there is no type [{Settings.SchedulerClass}].");
        return (IScheduler)Activator.CreateInstance(type, Settings.Config, Log);
    }

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = TypeNames.Find(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type) || type.IsAbstract)
            {
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }
            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type));
            }
            catch (Exception cause)
            {
                Log.Error(cause, "While trying to load extension [{0}], skipping...", name);
            }
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => _provider.Guardian.Cell.ActorOf(props, name);
    public override IActorRef SystemActorOf(Props props, string name = null) => _provider.SystemGuardian.Cell.ActorOf(props, name);
    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => actorPath.Address == _provider.DefaultAddress
        ? new ActorSelection(_provider.RootGuardian, actorPath.Elements)
        : new ActorSelection(DeadLetters, string.Empty);

    public override ActorSelection ActorSelection(string actorPath)
    {
        if (Address.TryParse(actorPath, out _, out _) && ActorPath.TryParse(actorPath, out var path)) return ActorSelection(path);
        return actorPath.StartsWith('/')
            ? new ActorSelection(_provider.RootGuardian, actorPath)
            : new ActorSelection(_provider.DeadLetters, actorPath);
    }

    /// <summary>Props as deployment configuration has them for this path, and the dispatcher they name.</summary>
    internal (Props Props, MessageDispatcher Dispatcher) Deploy(Props props, ActorPath path)
    {
        if (path.Depth > 1 && !_deployments.IsEmpty && path.Elements[0] == "user")
        {
            var key = "/" + string.Join('/', path.Elements.Skip(1));
            if (_deployments.GetConfig($"\"{key}\"") is { } config) props = props.WithDeploy(Actor.Deploy.FromConfig(key, config));
        }
        if (props.Deploy.Mailbox.Length > 0 && !Settings.Config.HasPath(props.Deploy.Mailbox))
            throw new ConfigurationException($"Mailbox [{props.Deploy.Mailbox}] is not configured.");
        return (props, Dispatchers.Lookup(props.Dispatcher));
    }

    public override void Stop(IActorRef actor)
    {
        if (actor is not IInternalActorRef { Parent: { } parent }) return;
        if (parent.Equals(Guardian) || parent.Equals(SystemGuardian)) parent.Tell(new StopChild(actor), ActorRefs.NoSender);
        else ((IInternalActorRef)actor).Stop();
    }

    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationCallbacks)
        {
            if (_terminating) throw new InvalidOperationException("ActorSystem already terminated.");
            _terminationCallbacks.Push(code);
        }
    }

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else FinalTerminate();
        return WhenTerminated;
    }

    /// <summary>Stops all actors; the rest follows when the root of the tree has gone.</summary>
    internal void FinalTerminate()
    {
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is not null) Stop(_deadLetterListener);
        _provider.Guardian.Stop();
    }

    public override void Abort() => FinalTerminate();

    /// <summary>The last actor has gone.</summary>
    internal void CompleteTermination()
    {
        lock (_terminationCallbacks) _terminating = true;
        try
        {
            while (_terminationCallbacks.TryPop(out var callback)) RunTerminationCallback(callback);
            (Scheduler as IDisposable)?.Dispose();
            Dispatchers.Stop();
        }
        finally
        {
            _terminated.TrySetResult();
        }
    }

    private void RunTerminationCallback(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception cause)
        {
            Log.Error(cause, "A termination callback failed: {0}", cause.Message);
        }
    }

    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return _extensions.GetOrAdd(extension.ExtensionType,
            static (_, arg) => new Lazy<object>(() => arg.Id.CreateExtension(arg.System)), (Id: extension, System: this)).Value;
    }

    public override object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var found) ? found : null;
    public override T GetExtension<T>() => TryGetExtension<T>(out var found) ? found : null;
    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);
    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var found) ? found.Value : null;
        return extension is not null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = untyped as T;
        return found;
    }

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print((LocalActorRef)LookupRoot, 0);
        return text.ToString();

        void Print(ActorRefWithCell actor, int depth)
        {
            text.Append(' ', depth * 2).AppendLine(actor.ToString());
            foreach (var child in actor.Children.Cast<ActorRefWithCell>()) Print(child, depth + 1);
        }
    }

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();
}
