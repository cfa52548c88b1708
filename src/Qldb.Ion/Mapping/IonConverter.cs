using System.Collections.Concurrent;
using System.Reflection;

namespace Qldb.Ion;

/// <summary>What all converters have in common; derive from <see cref="IonConverter{T}"/>.</summary>
public abstract class IonConverter
{
    private static readonly ConcurrentDictionary<Type, IonConverter> Converters = new();

    private protected IonConverter()
    {
    }

    internal abstract Type Type { get; }

    internal static IonConverter For(Type type) => Converters.GetOrAdd(type, static t =>
        (IonConverter)typeof(ConverterOf<>).MakeGenericType(t).GetField(nameof(ConverterOf<int>.Instance), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    internal abstract void WriteObject(IIonWriter writer, object? value);

    internal abstract object? ReadObject(IonElement value);
}
