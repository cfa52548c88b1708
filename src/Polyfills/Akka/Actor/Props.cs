using System.Linq.Expressions;
using System.Reflection;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Makes the instances of an actor where a constructor call is not enough.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }
    ActorBase Produce();
    void Release(ActorBase actor);
}

/// <summary>The recipe of an actor: type, arguments, deployment. Immutable; arguments are captured once and shared by all incarnations.</summary>
public class Props : IEquatable<Props>
{
    private static readonly Deploy DefaultDeploy = new();
    private static readonly object[] NoArguments = [];

    public static readonly Props None = Create<ActorOfNobody>();

    /// <summary>Replaces the recipe of an actor that has stopped, so that its arguments can be collected.</summary>
    internal static readonly Props Terminated = new(new TypeProducer(typeof(ActorOfNobody), NoArguments), DefaultDeploy);

    private readonly IIndirectActorProducer _producer;

    protected Props()
    {
        _producer = new TypeProducer(null, NoArguments);
        Deploy = DefaultDeploy;
        Arguments = NoArguments;
    }

    protected Props(Props copy)
    {
        _producer = copy._producer;
        Deploy = copy.Deploy;
        SupervisorStrategy = copy.SupervisorStrategy;
        Arguments = copy.Arguments;
    }

    public Props(Type type, object[] args) : this(DefaultDeploy, type, args) { }
    public Props(Type type) : this(DefaultDeploy, type, NoArguments) { }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(DefaultDeploy, type, args.ToArray()) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(DefaultDeploy, type, args) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args) : this(deploy, type, args.ToArray()) { }
    public Props(Deploy deploy, Type type, params object[] args)
        : this(new TypeProducer(type ?? throw new ArgumentNullException(nameof(type)), args ?? NoArguments), deploy, args) { }

    private Props(IIndirectActorProducer producer, Deploy deploy, params object[] args)
    {
        _producer = producer;
        Deploy = deploy;
        Arguments = args ?? NoArguments;
    }

    public static Props Empty => None;
    public Type Type => _producer.ActorType;
    public string TypeName => Type.AssemblyQualifiedName;
    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatch.Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;
    public string Mailbox => Deploy.Mailbox;
    public Deploy Deploy { get; protected set; }
    public SupervisorStrategy SupervisorStrategy { get; protected set; }
    public object[] Arguments { get; private set; }

    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression { Operand: NewExpression or MemberInitExpression })
            throw new ArgumentException("The create function must not convert what it makes.", nameof(factory));
        if (factory.Body is not NewExpression construction)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        return new Props(typeof(TActor), supervisorStrategy, [.. construction.Arguments.Select(Evaluate)]);
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor), supervisorStrategy, NoArguments);

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args);
    }

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return new Props(producer, DefaultDeploy, args);
    }

    public Props WithDeploy(Deploy deploy) => With(copy => copy.Deploy = deploy.WithFallback(Deploy));
    public Props WithDispatcher(string dispatcher) => With(copy => copy.Deploy = Deploy.WithDispatcher(dispatcher));
    public Props WithMailbox(string mailbox) => With(copy => copy.Deploy = Deploy.WithMailbox(mailbox));
    public Props WithStashCapacity(int stashCapacity) => With(copy => copy.Deploy = Deploy.WithStashCapacity(stashCapacity));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        With(copy => copy.SupervisorStrategy = supervisorStrategy);

    private Props With(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }

    protected virtual Props Copy() => new(this);

    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception cause)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(", ", Arguments)})", cause);
        }
    }

    internal void Release(ActorBase actor) => _producer.Release(actor);

    public bool Equals(Props other) =>
        other is not null && Type == other.Type && Deploy.Equals(other.Deploy) && Arguments.Length == other.Arguments.Length;

    public override bool Equals(object obj) => Equals(obj as Props);
    public override int GetHashCode() => HashCode.Combine(Type, Arguments.Length);

    private static object Evaluate(Expression argument) => argument switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: ConstantExpression closure } => field.GetValue(closure.Value),
        _ => Expression.Lambda<Func<object>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private sealed class TypeProducer(Type type, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => type;
        public ActorBase Produce() => (ActorBase)Activator.CreateInstance(type, args);
        public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
    }

    private sealed class ActorOfNobody : ActorBase
    {
        protected override bool Receive(object message) => false;
    }
}

/// <summary>How and where an actor is to run. Deployment configuration for a path wins over what code gives.</summary>
public class Deploy : IEquatable<Deploy>
{
    public const int NoStashSize = -1;
    public static readonly string NoDispatcherGiven = string.Empty;
    public static readonly string NoMailboxGiven = string.Empty;
    public static readonly Deploy Local = new();
    public static readonly Deploy None = new();

    public string Path { get; private init; } = string.Empty;
    public Config Config { get; private init; } = Config.Empty;
    public string Mailbox { get; private init; } = NoMailboxGiven;
    public string Dispatcher { get; private init; } = NoDispatcherGiven;
    public int StashCapacity { get; private init; } = NoStashSize;

    /// <summary>The deployment that configuration gives for one path.</summary>
    internal static Deploy FromConfig(string path, Config config) => new()
    {
        Path = path,
        Config = config,
        Dispatcher = config.GetString("dispatcher", NoDispatcherGiven),
        Mailbox = config.GetString("mailbox", NoMailboxGiven),
        StashCapacity = config.GetInt("stash-capacity", NoStashSize),
    };

    public virtual Deploy WithFallback(Deploy other) => new()
    {
        Path = Path,
        Config = Config.SafeWithFallback(other.Config),
        Dispatcher = Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox = Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity = StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity,
    };

    public virtual Deploy WithDispatcher(string dispatcher) => Copy(dispatcher, Mailbox, StashCapacity);
    public virtual Deploy WithMailbox(string mailbox) => Copy(Dispatcher, mailbox, StashCapacity);
    public virtual Deploy WithStashCapacity(int stashSize) => Copy(Dispatcher, Mailbox, stashSize);

    private Deploy Copy(string dispatcher, string mailbox, int stashCapacity) =>
        new() { Path = Path, Config = Config, Dispatcher = dispatcher, Mailbox = mailbox, StashCapacity = stashCapacity };

    public bool Equals(Deploy other) =>
        other is not null && Path == other.Path && Mailbox == other.Mailbox && Dispatcher == other.Dispatcher
        && StashCapacity == other.StashCapacity && Config.ToString().Equals(other.Config.ToString(), StringComparison.Ordinal);

    public override bool Equals(object obj) => Equals(obj as Deploy);
    public override int GetHashCode() => HashCode.Combine(Path, Mailbox, Dispatcher, StashCapacity);
}
