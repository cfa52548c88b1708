using System.Globalization;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values are not equal, and a text says what they were.</summary>
public class AkkaEqualException : XunitException
{
    private AkkaEqualException(string message) : base(message) { }

    public static AkkaEqualException ForMismatchedValues(object expected, object actual, string format = null, params object[] args) =>
        new($"{Text(format, args)}{Environment.NewLine}Expected: {expected ?? "(null)"}{Environment.NewLine}Actual:   {actual ?? "(null)"}");

    private static string Text(string format, object[] args) => string.IsNullOrEmpty(format)
        ? "Assert.Equal() Failure: Values differ"
        : args is { Length: > 0 } ? string.Format(CultureInfo.CurrentCulture, format, args) : format;
}
