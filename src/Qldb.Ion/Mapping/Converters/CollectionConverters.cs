using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Qldb.Ion;

/// <summary>Lists, element by element.</summary>
internal static class Elements
{
    public static void Write<T>(IIonWriter writer, IEnumerable<T> values)
    {
        var converter = ConverterOf<T>.Instance;
        DepthGuard.StepIn(writer, IonType.List);
        var index = 0;
        try
        {
            foreach (var value in values)
            {
                converter.WriteOrNull(writer, value);
                index++;
            }
        }
        catch (IonMappingException e) when (e.PassedThrough($"[{index}]"))
        {
            throw;
        }

        writer.StepOut();
    }

    public static List<T> Read<T>(IonElement value, Type collection)
    {
        if (value.Type is not (IonType.List or IonType.Sexp))
            throw Expect.Mismatch(collection, value);
        var converter = ConverterOf<T>.Instance;
        var result = new List<T>();
        try
        {
            foreach (var element in value.EnumerateElements())
                result.Add(converter.ReadOrNull(element)!);
        }
        catch (IonMappingException e) when (e.PassedThrough($"[{result.Count}]"))
        {
            throw;
        }

        return result;
    }
}

internal sealed class ArrayConverter<T> : IonConverter<T[]>
{
    public override void Write(IIonWriter writer, T[] value) => Elements.Write(writer, value);

    public override T[] Read(IonElement value) => [.. Elements.Read<T>(value, typeof(T[]))];
}

internal sealed class ImmutableArrayConverter<T> : IonConverter<ImmutableArray<T>>
{
    public override void Write(IIonWriter writer, ImmutableArray<T> value) => Elements.Write(writer, value.IsDefault ? [] : value);

    public override ImmutableArray<T> Read(IonElement value) =>
        ImmutableCollectionsMarshal.AsImmutableArray(Elements.Read<T>(value, typeof(ImmutableArray<T>)).ToArray());
}

/// <summary>Any other collection; it is made by its constructor without parameters and filled by Add, or made out of a list.</summary>
internal sealed class CollectionConverter<TCollection, TMade, T> : IonConverter<TCollection>
    where TCollection : IEnumerable<T>
    where TMade : TCollection
{
    private readonly Func<List<T>, TCollection> _make = Maker();

    public override void Write(IIonWriter writer, TCollection value) => Elements.Write(writer, value);

    public override TCollection Read(IonElement value) => _make(Elements.Read<T>(value, typeof(TCollection)));

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
