using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Polyfills.Tests.IonDotnet;

/// <summary>Short forms for tests.</summary>
internal static class Ion
{
    public static IIonValue Value(string text) => Assert.Single(Values(text));

    public static IIonValue Value(byte[] binary) => Assert.Single(Values(IonLoader.Default.Load(binary)));

    public static List<IIonValue> Values(string text) => Values(IonLoader.Default.Load(text));

    public static List<IIonValue> Values(IIonValue container)
    {
        var values = new List<IIonValue>();
        foreach (var value in container)
            values.Add(value);
        return values;
    }

    /// <summary>What a binary writer sends for the calls.</summary>
    public static byte[] Binary(Action<IIonWriter> write)
    {
        var stream = new MemoryStream();
        using var writer = IonBinaryWriterBuilder.Build(stream);
        write(writer);
        writer.Finish();
        return stream.ToArray();
    }

    /// <summary>What a text writer writes for the calls.</summary>
    public static string Text(Action<IIonWriter> write, IonTextOptions? options = null)
    {
        var text = new StringWriter();
        using var writer = IonTextWriterBuilder.Build(text, options ?? IonTextOptions.Default);
        write(writer);
        writer.Finish();
        return text.ToString();
    }

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
