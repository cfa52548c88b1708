using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base class of actor tests with xunit 2.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _disposed;
    private bool _disposing;

    /// <summary>Where log events go, if given.</summary>
    protected readonly ITestOutputHelper Output;

    public TestKit(ActorSystem system = null, ITestOutputHelper output = null) : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(ActorSystemSetup config, string actorSystemName = null, ITestOutputHelper output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(Config config, string actorSystemName = null, ITestOutputHelper output = null) : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(string config, ITestOutputHelper output = null) : base(Assertions, ConfigurationFactory.ParseString(config))
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;
    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Called when the test is over, before the system is shut down.</summary>
    protected virtual void AfterAll() { }

    protected void InitializeLogger(ActorSystem system)
    {
        if (Output is not null) StartLogger(system, Output);
    }

    protected void InitializeLogger(ActorSystem system, string prefix)
    {
        if (Output is not null) StartLogger(system, string.IsNullOrEmpty(prefix) ? Output : new PrefixedOutput(Output, prefix));
    }

    private void StartLogger(ActorSystem system, ITestOutputHelper output)
    {
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.DefaultTimeout).ConfigureAwait(false).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposing || _disposed) return;
        _disposing = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
            _disposed = true;
        }
    }
}
