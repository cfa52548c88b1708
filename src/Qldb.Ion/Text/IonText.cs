namespace Qldb.Ion;

/// <summary>Reads Ion text.</summary>
public static class IonText
{
    /// <summary>Reads exactly one value.</summary>
    /// <param name="ionText">Ion text.</param>
    /// <returns>The value as a self-contained stream of Ion binary.</returns>
    /// <exception cref="IonFormatException">The text is something else, or exceeds <see cref="IonLimits"/>.</exception>
    public static byte[] ToBinary(ReadOnlySpan<char> ionText) => throw new NotSupportedException($"Ion text is not read yet ({ionText.Length} characters)");

    /// <summary>Reads values one by one.</summary>
    /// <param name="ionText">Ion text.</param>
    /// <returns>The values.</returns>
    public static IEnumerable<IonElement> ReadAll(TextReader ionText) => throw new NotSupportedException("Ion text is not read yet");

    /// <summary>Reads values one by one.</summary>
    /// <param name="ionText">Ion text.</param>
    /// <returns>The values.</returns>
    public static IEnumerable<IonElement> ReadAll(string ionText) => ReadAll(new StringReader(ionText));
}
