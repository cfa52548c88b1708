using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, CoordinatedShutdown.PhasesFromConfig(config));
        shutdown.AddBuiltInTasks(config);
        return shutdown;
    }
}

/// <summary>One step of a shutdown: what must be over before, how long it may take, whether failures are put up with.</summary>
internal sealed record Phase(ImmutableHashSet<string> DependsOn, TimeSpan Timeout, bool Recover)
{
    public bool Equals(Phase other) => other is not null && DependsOn.SetEquals(other.DependsOn) && Timeout == other.Timeout && Recover == other.Recover;
    public override int GetHashCode() => HashCode.Combine(Timeout, Recover);
}

/// <summary>Shuts a system down in phases: each waits for those it depends on; the tasks of one phase run side by side.</summary>
public sealed class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly IReadOnlyDictionary<string, Phase> _phases;
    private readonly ConcurrentDictionary<string, ImmutableList<(string Name, Func<Task<Done>> Run)>> _tasks = new();
    private readonly TaskCompletionSource<Done> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, IReadOnlyDictionary<string, Phase> phases)
    {
        System = system;
        _phases = phases;
        OrderedPhases = TopologicalSort(phases);
    }

    public class Reason
    {
        protected Reason() { }
        public override string ToString() => GetType().Name;
    }

    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();
        private UnknownReason() { }
    }

    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();
        private ActorSystemTerminateReason() { }
    }

    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();
        private ClrExitReason() { }
    }

    public ExtendedActorSystem System { get; }
    public Reason ShutdownReason => Volatile.Read(ref _reason);
    internal List<string> OrderedPhases { get; }
    private ILoggingAdapter Log => System.Log;

    public TimeSpan TotalTimeout => _tasks.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + Timeout(phase));

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    public TimeSpan Timeout(string phase) =>
        _phases.TryGetValue(phase, out var found) ? found.Timeout : throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.", nameof(phase));

    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!OrderedPhases.Contains(phase))
            throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(",", OrderedPhases)}]. All phases (along with their optional dependencies) must be defined in configuration.");
        _tasks.AddOrUpdate(phase, static (_, added) => [added], static (_, tasks, added) => tasks.Add(added), (taskName, task));
    }

    /// <summary>Once only: later calls give the same task, and the first reason stays.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null) _ = RunPhases(reason, fromPhase);
        return _done.Task;
    }

    private async Task RunPhases(Reason reason, string fromPhase)
    {
        try
        {
            Log.Debug("Running CoordinatedShutdown with reason [{0}]", reason);
            var from = fromPhase is null ? 0 : OrderedPhases.IndexOf(fromPhase);
            // Off the caller's thread, context and task scheduler: an actor that starts the shutdown must not wait for itself.
            foreach (var phase in OrderedPhases.Skip(Math.Max(from, 0))) await Task.Run(() => RunPhase(phase)).ConfigureAwait(false);
            _done.TrySetResult(Done.Instance);
        }
        catch (Exception cause)
        {
            _done.TrySetException(cause);
        }
    }

    private async Task RunPhase(string name)
    {
        if (!_tasks.TryGetValue(name, out var tasks))
        {
            Log.Debug("Performing phase [{0}] with [0] tasks.", name);
            return;
        }
        var phase = _phases[name];
        Log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", name, tasks.Count, string.Join(",", tasks.Select(static task => task.Name)));
        try
        {
            await Task.WhenAll(tasks.Select(task => RunTask(name, task.Name, task.Run, phase.Recover))).WaitAsync(phase.Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (phase.Recover)
        {
            Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", name, phase.Timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}");
        }
    }

    private async Task RunTask(string phase, string name, Func<Task<Done>> run, bool recover)
    {
        try
        {
            await Task.Run(run).ConfigureAwait(false);
        }
        catch (Exception cause) when (recover)
        {
            Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, cause.Message);
        }
    }

    internal void AddBuiltInTasks(Config config)
    {
        if (!config.GetBoolean("terminate-actor-system")) return;
        AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            ((Internal.ActorSystemImpl)System).FinalTerminate();
            await System.WhenTerminated.ConfigureAwait(false);
            if (config.GetBoolean("exit-clr")) Environment.Exit(0);
            return Done.Instance;
        });
        if (config.GetBoolean("run-by-clr-shutdown-hook")) RunAtProcessExit();
    }

    private void RunAtProcessExit()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= OnExit);

        void OnExit(object sender, EventArgs e)
        {
            Log.Info("Starting coordinated shutdown from CLR termination hook.");
            try
            {
                Run(ClrExitReason.Instance).Wait(TotalTimeout);
            }
            catch (AggregateException cause)
            {
                Log.Warning("CoordinatedShutdown from CLR shutdown failed: {0}", cause.InnerException?.Message);
            }
        }
    }

    internal static ImmutableDictionary<string, Phase> PhasesFromConfig(Config config)
    {
        var defaultTimeout = config.GetTimeSpan("default-phase-timeout");
        var phases = config.GetConfig("phases");
        return phases.AsEnumerable().ToImmutableDictionary(static entry => entry.Key, entry =>
        {
            var phase = entry.Value.ToConfig();
            return new Phase([.. phase.GetStringList("depends-on")], phase.GetTimeSpan("timeout", defaultTimeout), phase.GetBoolean("recover", true));
        });
    }

    /// <summary>Each phase after those it depends on.</summary>
    internal static List<string> TopologicalSort(IReadOnlyDictionary<string, Phase> phases)
    {
        var ordered = new List<string>();
        var unsorted = phases.Keys.Concat(phases.Values.SelectMany(static phase => phase.DependsOn)).Distinct().ToList();
        var inProgress = new HashSet<string>();
        foreach (var phase in unsorted) Visit(phase);
        return ordered;

        void Visit(string name)
        {
            if (ordered.Contains(name)) return;
            if (!inProgress.Add(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{name}] depends transitively on itself.", nameof(phases));
            if (phases.TryGetValue(name, out var phase))
                foreach (var dependency in phase.DependsOn) Visit(dependency);
            ordered.Add(name);
        }
    }
}
