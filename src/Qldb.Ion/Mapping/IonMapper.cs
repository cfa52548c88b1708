namespace Qldb.Ion;

/// <summary>
/// Turns .NET objects into Ion and back: classes, records and structs by their public properties, collections, dictionaries, enums,
/// nullables, numbers, dates, <see cref="Guid"/>, byte arrays, and <see cref="IonElement"/> as it is. Types are looked at once, at first
/// use. Thread safe.
/// </summary>
/// <remarks>
/// <para>Objects become structs with one field for each public property, in the order of declaration; null is written as <c>null</c>.
/// Numbers become int, float or decimal, dates timestamps, byte arrays blobs; text, <see cref="Guid"/>, <see cref="TimeSpan"/>,
/// <see cref="TimeOnly"/>, <see cref="Uri"/> and enums become strings.</para>
/// <para>Reading takes field names as they are, or else without regard to case, and ignores fields it has no property for. Annotations
/// are passed over. What is missing keeps its default, unless it is required or a constructor needs it; null where a type does not allow
/// it, and a value that does not fit, is an <see cref="IonMappingException"/> that names the path.</para>
/// </remarks>
public static class IonMapper
{
    [ThreadStatic]
    private static IonBinaryWriter? _writer;

    /// <summary>An object as a self-contained stream of Ion binary.</summary>
    /// <param name="value">Any object; its run-time type decides.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="IonMappingException">Something in the object has no Ion form, or is nested too deeply.</exception>
    public static byte[] ToIonBinary(object? value)
    {
        if (value is IonElement { IsWholeStream: true } element)
            return element.AsBinary().ToArray();
        var writer = _writer ?? new IonBinaryWriter();
        _writer = null;
        try
        {
            Write(writer, value);
            return writer.ToArray();
        }
        finally
        {
            writer.Reset();
            if (writer.IsLarge)
                writer.Dispose();
            else
                _writer = writer;
        }
    }

    /// <summary>An object as a value.</summary>
    /// <param name="value">Any object; its run-time type decides.</param>
    /// <returns>The value.</returns>
    /// <exception cref="IonMappingException">Something in the object has no Ion form, or is nested too deeply.</exception>
    public static IonElement ToIon(object? value) => IonElement.Parse(ToIonBinary(value));

    /// <summary>Writes an object.</summary>
    /// <typeparam name="T">The type that decides; the run-time type where this is an interface, abstract, or object.</typeparam>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The object.</param>
    /// <exception cref="IonMappingException">Something in the object has no Ion form, or is nested too deeply.</exception>
    public static void Write<T>(IIonWriter writer, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ConverterOf<T>.Instance.WriteOrNull(writer, value);
    }

    /// <summary>Makes an object of a value.</summary>
    /// <typeparam name="T">What to make.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The object; null for null where the type allows it.</returns>
    /// <exception cref="IonMappingException">The value does not fit the type.</exception>
    public static T FromIon<T>(IonElement value) => ConverterOf<T>.Instance.ReadOrNull(value)!;

    /// <summary>Makes an object of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">What to make.</param>
    /// <returns>The object; null for null where the type allows it.</returns>
    /// <exception cref="IonMappingException">The value does not fit the type.</exception>
    public static object? FromIon(IonElement value, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return IonConverter.For(type).ReadObject(value);
    }

    /// <summary>Makes an object of the one value of a stream.</summary>
    /// <typeparam name="T">What to make.</typeparam>
    /// <param name="ionBinary">A self-contained stream.</param>
    /// <returns>The object; null for null where the type allows it.</returns>
    /// <exception cref="IonFormatException">The bytes are no such stream.</exception>
    /// <exception cref="IonMappingException">The value does not fit the type.</exception>
    public static T FromIonBinary<T>(ReadOnlyMemory<byte> ionBinary) => FromIon<T>(IonElement.Parse(ionBinary));
}
