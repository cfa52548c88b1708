using System.Text;

namespace Qldb.Ion;

/// <summary>Reads Ion text.</summary>
public static class IonText
{
    [ThreadStatic]
    private static IonBinaryWriter? _writer;

    /// <summary>Reads exactly one value.</summary>
    /// <param name="ionText">Ion text; version markers and symbol tables may stand before the value.</param>
    /// <returns>The value as a self-contained stream of canonical Ion binary.</returns>
    /// <exception cref="IonFormatException">The text is something else, or exceeds <see cref="IonLimits"/>.</exception>
    public static byte[] ToBinary(ReadOnlySpan<char> ionText)
    {
        var writer = _writer ?? new IonBinaryWriter { WritesSymbolTables = true };
        _writer = null;
        var parser = new TextParser(ionText, 0, writer, SymbolTable.System);
        try
        {
            ReadValue(ref parser, ionText);
            var binary = writer.ToArray();
            if (ReadStep(ref parser, ionText) != TextStep.End)
                throw ErrorAt("The text holds more than one value", ionText, parser.Position);
            return binary;
        }
        finally
        {
            parser.Dispose();
            writer.Reset();
            if (writer.IsLarge)
                writer.Dispose();
            else
                _writer = writer;
        }
    }

    /// <summary>Reads the top-level values one by one, through a window as long as the longest of them.</summary>
    /// <param name="ionText">Ion text; it is not closed.</param>
    /// <returns>The values; each is read when it is asked for.</returns>
    /// <exception cref="IonFormatException">While enumerating: the text is no Ion, or exceeds <see cref="IonLimits"/>.</exception>
    public static IEnumerable<IonElement> ReadAll(TextReader ionText)
    {
        ArgumentNullException.ThrowIfNull(ionText);
        return ReadSource(ionText);
    }

    /// <summary>Reads the top-level values one by one.</summary>
    /// <param name="ionText">Ion text.</param>
    /// <returns>The values; each is read when it is asked for.</returns>
    /// <exception cref="IonFormatException">While enumerating: the text is no Ion, or exceeds <see cref="IonLimits"/>.</exception>
    public static IEnumerable<IonElement> ReadAll(string ionText)
    {
        ArgumentNullException.ThrowIfNull(ionText);
        return ReadSource(new StringReader(ionText));
    }

    /// <summary>Reads the top-level values of a file one by one. The encoding is UTF-8, UTF-16 or UTF-32, with or without a byte order mark.</summary>
    /// <param name="ionText">Ion text; it is not closed.</param>
    /// <returns>The values; each is read when it is asked for.</returns>
    /// <exception cref="IonFormatException">While enumerating: the text is no Ion, is not validly encoded, or exceeds <see cref="IonLimits"/>.</exception>
    public static IEnumerable<IonElement> ReadAll(Stream ionText)
    {
        ArgumentNullException.ThrowIfNull(ionText);
        return ReadSource(new StrictStreamReader(ionText));
    }

    private static IEnumerable<IonElement> ReadSource(TextReader text)
    {
        using var source = new TextSource(text);
        while (source.ReadNext() is { } binary)
            yield return IonElement.Parse(binary);
    }

    private static void ReadValue(ref TextParser parser, ReadOnlySpan<char> text)
    {
        if (ReadStep(ref parser, text) == TextStep.End)
            throw ErrorAt("The text holds no value", text, parser.Position);
    }

    private static TextStep ReadStep(ref TextParser parser, ReadOnlySpan<char> text)
    {
        while (true)
        {
            switch (parser.ReadNext())
            {
                case TextStep.Error:
                    throw ErrorAt(parser.Error!, text, parser.Position);
                case TextStep.Value:
                    return TextStep.Value;
                case TextStep.End:
                    return TextStep.End;
            }
        }
    }

    private static IonFormatException ErrorAt(string message, ReadOnlySpan<char> text, int position)
    {
        var (line, column) = TextPlace.After(text[..position], 1, 1);
        return new IonFormatException(message, line, column);
    }
}
