using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Qldb.Ion;

/// <summary>What reads and writes lists, element by element.</summary>
internal abstract class ElementsConverter<TCollection, T> : BuiltInConverter<TCollection>
{
    // Fetched at first use, as types may contain themselves.
    private IonConverter<T>? _converter;

    private IonConverter<T> Converter => _converter ??= ConverterOf<T>.Instance;

    protected void WriteElements(IIonWriter writer, ReadOnlySpan<T> values)
    {
        DepthGuard.StepIn(writer, IonType.List);
        var index = 0;
        try
        {
            for (; index < values.Length; index++)
                Converter.WriteOrNull(writer, values[index]);
        }
        catch (IonMappingException e) when (e.PassedThrough($"[{index}]"))
        {
            throw;
        }

        writer.StepOut();
    }

    protected void WriteElements(IIonWriter writer, IEnumerable<T> values)
    {
        DepthGuard.StepIn(writer, IonType.List);
        var index = 0;
        try
        {
            foreach (var value in values)
            {
                Converter.WriteOrNull(writer, value);
                index++;
            }
        }
        catch (IonMappingException e) when (e.PassedThrough($"[{index}]"))
        {
            throw;
        }

        writer.StepOut();
    }

    protected T[] ReadElements(in BinarySource source, int offset, in ValueHeader header)
    {
        var elements = new T[CountElements(source, offset, header)];
        ReadElements(source, header, elements);
        return elements;
    }

    protected List<T> ReadList(in BinarySource source, int offset, in ValueHeader header)
    {
        var count = CountElements(source, offset, header);
        var list = new List<T>(count);
        CollectionsMarshal.SetCount(list, count);
        ReadElements(source, header, CollectionsMarshal.AsSpan(list));
        return list;
    }

    private static int CountElements(in BinarySource source, int offset, in ValueHeader header)
    {
        if (header.Type is not (IonType.List or IonType.Sexp))
            throw Mismatch(source, offset);
        var count = 0;
        for (var next = header.Body; next < header.End;)
        {
            var element = ValueHeader.Read(source.Data, next, header.End);
            count += element.IsPadding ? 0 : 1;
            next = element.End;
        }

        return count;
    }

    private void ReadElements(in BinarySource source, in ValueHeader header, Span<T> elements)
    {
        var index = 0;
        try
        {
            for (var next = header.Body; next < header.End;)
            {
                var element = ValueHeader.Read(source.Data, next, header.End);
                if (!element.IsPadding)
                {
                    elements[index] = Converter.ReadOrNull(source, next)!;
                    index++;
                }

                next = element.End;
            }
        }
        catch (IonMappingException e) when (e.PassedThrough($"[{index}]"))
        {
            throw;
        }
    }
}

internal sealed class ArrayConverter<T> : ElementsConverter<T[], T>
{
    public override void Write(IIonWriter writer, T[] value) => WriteElements(writer, (ReadOnlySpan<T>)value);

    internal override T[] Read(in BinarySource source, int offset, in ValueHeader header) => ReadElements(source, offset, header);
}

internal sealed class ImmutableArrayConverter<T> : ElementsConverter<ImmutableArray<T>, T>
{
    public override void Write(IIonWriter writer, ImmutableArray<T> value) => WriteElements(writer, value.AsSpan());

    internal override ImmutableArray<T> Read(in BinarySource source, int offset, in ValueHeader header) =>
        ImmutableCollectionsMarshal.AsImmutableArray(ReadElements(source, offset, header));
}

/// <summary>Lists, by far the most frequent collection.</summary>
internal sealed class ListConverter<T> : ElementsConverter<List<T>, T>
{
    public override void Write(IIonWriter writer, List<T> value) => WriteElements(writer, CollectionsMarshal.AsSpan(value));

    internal override List<T> Read(in BinarySource source, int offset, in ValueHeader header) => ReadList(source, offset, header);
}

/// <summary>Any other collection; it is made by its constructor without parameters and filled by Add, or made out of a list.</summary>
internal sealed class CollectionConverter<TCollection, TMade, T> : ElementsConverter<TCollection, T>
    where TCollection : IEnumerable<T>
    where TMade : TCollection
{
    private readonly Func<List<T>, TCollection> _make = Maker();

    public override void Write(IIonWriter writer, TCollection value) => WriteElements(writer, value);

    internal override TCollection Read(in BinarySource source, int offset, in ValueHeader header) => _make(ReadList(source, offset, header));

    private static Func<List<T>, TCollection> Maker()
    {
        if (typeof(TMade) == typeof(List<T>))
            return list => (TCollection)(object)list;
        if (typeof(ICollection<T>).IsAssignableFrom(typeof(TMade)) && typeof(TMade).GetConstructor([]) is not null)
            return Fill;
        if (typeof(TMade).GetConstructor([typeof(IEnumerable<T>)]) is { } constructor)
            return list => (TCollection)constructor.Invoke([list]);
        return _ => throw new IonMappingException($"{TypeName.Of(typeof(TCollection))} can be written but not made: it has no constructor without parameters, or no Add");
    }

    private static TCollection Fill(List<T> list)
    {
        var result = Activator.CreateInstance<TMade>();
        var collection = (ICollection<T>)result;
        foreach (var element in list)
            collection.Add(element);
        return result;
    }
}
