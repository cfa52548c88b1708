namespace Qldb.Ion;

/// <summary>Converts one type to Ion and back. Instances are shared between threads and must keep no state.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class IonConverter<T> : IonConverter
{
    /// <summary>Whether <see cref="Read(IonElement)"/> wants to see nulls. Default: no, a null becomes <c>default</c> where the type allows it.</summary>
    public virtual bool HandlesNull => false;

    internal override Type Type => typeof(T);

    /// <summary>Whether <c>default</c> stands for null.</summary>
    internal virtual bool AllowsNull => default(T) is null;

    /// <summary>Writes a value, exactly one.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">Not null.</param>
    public abstract void Write(IIonWriter writer, T value);

    /// <summary>Makes an object.</summary>
    /// <param name="value">The value; not null unless <see cref="HandlesNull"/>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="IonMappingException">The value does not fit.</exception>
    public abstract T Read(IonElement value);

    internal void WriteOrNull(IIonWriter writer, T? value)
    {
        if (value is null)
            writer.WriteNull();
        else
            Write(writer, value);
    }

    /// <summary>Makes an object of a value in a stream; built-in converters do so without an element in between.</summary>
    internal virtual T Read(in BinarySource source, int offset, in ValueHeader header) => Read(source.ElementAt(offset));

    internal T? ReadOrNull(in BinarySource source, int offset)
    {
        var header = source.HeaderAt(offset);
        if (!header.IsNull || HandlesNull)
            return Read(source, offset, header);
        return AllowsNull ? default : throw new IonMappingException($"Null is no {TypeName.Of(typeof(T))}");
    }

    internal T? ReadOrNull(IonElement value) => ReadOrNull(new BinarySource(value.Memory, value.Symbols), value.Start);

    internal sealed override void WriteObject(IIonWriter writer, object? value) => WriteOrNull(writer, (T?)value);

    internal sealed override object? ReadObject(IonElement value) => ReadOrNull(value);
}
