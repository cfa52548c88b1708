using System.Globalization;
using Akka.TestKit.Xunit2.Internals;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Failures in xunit's words.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition) throw TrueException.ForNonTrueValue(Text(format, args), false);
    }

    public void AssertFalse(bool condition, string format = "", params object[] args)
    {
        if (condition) throw FalseException.ForNonFalseValue(Text(format, args), true);
    }

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        AssertEqual(expected, actual, EqualityComparer<T>.Default.Equals, format, args);

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (!comparer(expected, actual)) throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
    }

    private static string Text(string format, object[] args) =>
        args is { Length: > 0 } ? string.Format(CultureInfo.CurrentCulture, format, args) : format;
}
