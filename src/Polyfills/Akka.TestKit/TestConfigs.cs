using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    public static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>The defaults with <see cref="TestScheduler"/> for a scheduler.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.test.test-scheduler { }
        """).WithFallback(DefaultConfig);
}
