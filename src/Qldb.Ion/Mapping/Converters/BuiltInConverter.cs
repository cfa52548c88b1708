namespace Qldb.Ion;

/// <summary>A converter that reads the bytes of a stream.</summary>
internal abstract class BuiltInConverter<T> : IonConverter<T>
{
    public sealed override T Read(IonElement value)
    {
        var source = new BinarySource(value.Memory, value.Symbols);
        return Read(source, value.Start, source.HeaderAt(value.Start));
    }

    internal abstract override T Read(in BinarySource source, int offset, in ValueHeader header);

    /// <summary>The error for a value that is of another kind, or does not fit.</summary>
    protected static IonMappingException Mismatch(in BinarySource source, int offset)
    {
        var value = source.ElementAt(offset);
        var text = value.ToString();
        return new IonMappingException(
            $"{TypeName.Of(typeof(T))} cannot be made of the {IonElement.NameOf(value.Type)} {(text.Length <= 60 ? text : text[..60] + "…")}");
    }

    /// <summary>The text of a string or a symbol.</summary>
    protected static string ReadText(in BinarySource source, int offset, in ValueHeader header) => header.Type switch
    {
        IonType.String => Scalars.ReadText(source.BodyOf(header)),
        IonType.Symbol => source.Symbols.TextOf(Scalars.ReadSymbolId(source.Data, header))
            ?? throw new IonMappingException($"The text of the symbol {source.ElementAt(offset)} is unknown"),
        _ => throw Mismatch(source, offset),
    };
}
