using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

public class TestKitSettings : IExtension
{
    public TestKitSettings(Config config)
    {
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5), allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(3), allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(3), allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
        if (TestTimeFactor <= 0) throw new ConfigurationException($"Expected a positive value for \"akka.test.timefactor\" but found {TestTimeFactor}");
    }

    public TimeSpan DefaultTimeout { get; }
    public TimeSpan SingleExpectDefault { get; }
    public TimeSpan TestEventFilterLeeway { get; }
    public double TestTimeFactor { get; }
    public bool LogTestKitCalls { get; }
}

public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    public override TestKitSettings CreateExtension(ExtendedActorSystem system) => new(system.Settings.Config);
    public static TestKitSettings For(ActorSystem system) => system.GetExtension<TestKitSettings>();
}

/// <summary>How the test framework in use says that something is wrong.</summary>
public interface ITestKitAssertions
{
    void Fail(string format = "", params object[] args);
    void AssertTrue(bool condition, string format = "", params object[] args);
    void AssertFalse(bool condition, string format = "", params object[] args);
    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);
    void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args);
}

public class TestKitAssertionsProvider(ITestKitAssertions assertions) : IExtension
{
    public ITestKitAssertions Assertions { get; } = assertions;
}

public class TestKitAssertionsExtension(ITestKitAssertions assertions) : ExtensionIdProvider<TestKitAssertionsProvider>
{
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) => new(assertions);
    public static TestKitAssertionsProvider For(ActorSystem system) => system.GetExtension<TestKitAssertionsProvider>();
}

/// <summary>Tests of this class have no implicit sender.</summary>
public interface INoImplicitSender;
