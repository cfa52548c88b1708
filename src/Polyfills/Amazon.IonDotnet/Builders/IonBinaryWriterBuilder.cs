using Amazon.IonDotnet.Internals;

namespace Amazon.IonDotnet.Builders;

/// <summary>Makes writers of Ion binary.</summary>
public static class IonBinaryWriterBuilder
{
    /// <summary>
    /// Makes a writer that leaves the stream open. Shared symbol tables are not needed for what it writes, which declares all its
    /// symbols; floats are as short as they can be without loss.
    /// </summary>
    public static IIonWriter Build(Stream outputStream, IEnumerable<ISymbolTable> imports = null, bool forceFloat64 = false)
    {
        ArgumentNullException.ThrowIfNull(outputStream);
        return new BinaryWriterAdapter(outputStream);
    }
}
