namespace Qldb.Ion;

internal sealed class ElementConverter : IonConverter<IonElement>
{
    public override bool HandlesNull => true;

    public override void Write(IIonWriter writer, IonElement value)
    {
        if (value.IsUndefined)
            writer.WriteNull();
        else
            writer.WriteElement(value);
    }

    public override IonElement Read(IonElement value) => value;
}

/// <summary>
/// Members declared as object: whatever is there is written, and read as bool, long or BigInteger, double, decimal or IonDecimal,
/// DateTimeOffset, string, byte array, list or dictionary.
/// </summary>
internal sealed class NaturalConverter : BuiltInConverter<object>
{
    public override void Write(IIonWriter writer, object value)
    {
        if (value.GetType() == typeof(object))
            throw new IonMappingException("A bare object has no Ion form");
        IonConverter.For(value.GetType()).WriteObject(writer, value);
    }

    internal override object Read(in BinarySource source, int offset, in ValueHeader header) => header.Type switch
    {
        IonType.Bool => header.Descriptor == 0x11,
        IonType.Int => Scalars.TryReadInt64(source.Data, header, out var small) ? (object)small : Scalars.ReadBigInteger(source.Data, header),
        IonType.Float => Scalars.ReadDouble(source.Data, header),
        IonType.Decimal => Natural(Scalars.ReadDecimal(source.Data, header.Body, header.End)),
        IonType.Timestamp => Timestamps.ReadMoment(source.Data, header.Body, header.End),
        IonType.String or IonType.Symbol => ReadText(source, offset, header),
        IonType.Blob or IonType.Clob => source.BodyOf(header).ToArray(),
        IonType.Struct => ConverterOf<Dictionary<string, object?>>.Instance.Read(source, offset, header),
        _ => ConverterOf<List<object?>>.Instance.Read(source, offset, header),
    };

    private static object Natural(IonDecimal value) =>
        value.TryToDecimal(out var exact) && IonDecimal.FromDecimal(exact) == value ? (object)exact : value;
}

/// <summary>Interfaces and abstract classes: written as what they are at run time; there is nothing to make of them.</summary>
internal sealed class RuntimeTypeConverter<T> : IonConverter<T>
{
    public override void Write(IIonWriter writer, T value) => IonConverter.For(value!.GetType()).WriteObject(writer, value);

    public override T Read(IonElement value) =>
        throw new IonMappingException($"{TypeName.Of(typeof(T))} is {(typeof(T).IsInterface ? "an interface" : "abstract")}; give it a converter, or use a class");
}

/// <summary>Stands for a type that cannot be converted, and says why.</summary>
internal sealed class NoConverter<T>(string reason) : IonConverter<T>
{
    public override bool HandlesNull => true;

    public override void Write(IIonWriter writer, T value) => throw new IonMappingException(reason);

    public override T Read(IonElement value) => throw new IonMappingException(reason);
}

/// <summary>Object graphs that go in circles are infinitely deep; they end here, with a message that says so.</summary>
internal static class DepthGuard
{
    public static void StepIn(IIonWriter writer, IonType type)
    {
        try
        {
            writer.StepIn(type);
        }
        catch (InvalidOperationException e)
        {
            throw new IonMappingException($"{e.Message}. Does the object refer back to itself?", e);
        }
    }
}
