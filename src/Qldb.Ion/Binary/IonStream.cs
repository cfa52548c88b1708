namespace Qldb.Ion;

/// <summary>Binary streams of many values.</summary>
public static class IonStream
{
    /// <summary>Reads the top-level values one by one; each is checked when it is reached.</summary>
    /// <param name="ionBinary">A stream that begins with a version marker; may be more than one stream end to end.</param>
    /// <returns>The values, which refer to the given memory.</returns>
    /// <exception cref="IonFormatException">While enumerating: the bytes are no Ion binary.</exception>
    public static IEnumerable<IonElement> ReadAll(ReadOnlyMemory<byte> ionBinary)
    {
        var scan = new TopLevelScan(ionBinary.Span);
        while (MoveNext(ref scan, ionBinary, out var element))
            yield return element;
    }

    private static bool MoveNext(ref TopLevelScan scan, ReadOnlyMemory<byte> memory, out IonElement element)
    {
        element = default;
        var data = memory.Span;
        if (!scan.MoveNext(data, out _))
            return false;
        BinaryValidator.Validate(data, scan.Offset, data.Length, scan.Symbols);
        element = new IonElement(memory, data, scan.Offset, scan.Symbols);
        return true;
    }
}
