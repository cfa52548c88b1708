using System.Collections.Immutable;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Setup
{
    /// <summary>One aspect of how to make a system, given in code.</summary>
    public abstract class Setup
    {
        public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
    }

    /// <summary>At most one setup of each type. Immutable.</summary>
    public sealed class ActorSystemSetup
    {
        public static readonly ActorSystemSetup Empty = new(ImmutableDictionary<Type, Setup>.Empty);

        private readonly ImmutableDictionary<Type, Setup> _setups;

        private ActorSystemSetup(ImmutableDictionary<Type, Setup> setups) => _setups = setups;

        public static ActorSystemSetup Create(params Setup[] setup) =>
            new(setup.Aggregate(Empty._setups, static (setups, each) => setups.SetItem(each.GetType(), each)));

        public Option<T> Get<T>() where T : Setup => _setups.TryGetValue(typeof(T), out var setup) ? (T)setup : Option<T>.None;
        public ActorSystemSetup WithSetup<T>(T setup) where T : Setup => new(_setups.SetItem(setup.GetType(), setup));
        public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);
        public override string ToString() => $"ActorSystemSetup({string.Join(",", _setups.Keys.Select(static type => type.FullName))})";
    }
}

namespace Akka.Actor
{
    /// <summary>The kind of actor reference provider. Only the local one is of use here.</summary>
    public abstract class ProviderSelection
    {
        private ProviderSelection(string identifier, string fqn) => (Identifier, Fqn) = (identifier, fqn);

        internal string Identifier { get; }
        public string Fqn { get; }

        public sealed class Local : ProviderSelection
        {
            public static readonly Local Instance = new();
            private Local() : base("local", "Akka.Actor.LocalActorRefProvider") { }
        }

        public sealed class Remote : ProviderSelection
        {
            public static readonly Remote Instance = new();
            private Remote() : base("remote", "Akka.Remote.RemoteActorRefProvider, Akka.Remote") { }
        }

        public sealed class Cluster : ProviderSelection
        {
            public static readonly Cluster Instance = new();
            private Cluster() : base("cluster", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster") { }
        }

        public sealed class Custom(string fqn, string identifier = null) : ProviderSelection(identifier ?? fqn, fqn);
    }

    /// <summary>Configuration and provider of a system.</summary>
    public sealed class BootstrapSetup : Setup.Setup
    {
        private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
        {
            Config = config;
            ActorRefProvider = provider;
        }

        public Option<Config> Config { get; }
        public Option<ProviderSelection> ActorRefProvider { get; }

        public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

        public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);
        public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);

        /// <summary>Below the configuration given, above the reference.</summary>
        public BootstrapSetup WithConfigFallback(Config config) =>
            new(Config.HasValue ? Config.Value.SafeWithFallback(config) : config, ActorRefProvider);
    }
}
