using Amazon.IonDotnet.Internals;

namespace Amazon.IonDotnet.Builders;

/// <summary>Makes writers of Ion text, and of JSON.</summary>
public static class IonTextWriterBuilder
{
    public static IIonWriter Build(TextWriter textWriter, IEnumerable<ISymbolTable> imports = null) =>
        Build(textWriter, IonTextOptions.Default, imports);

    public static IIonWriter Build(TextWriter textWriter, IonTextOptions options, IEnumerable<ISymbolTable> imports = null)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        ArgumentNullException.ThrowIfNull(options);
        return new TextWriterAdapter(textWriter, options);
    }
}
