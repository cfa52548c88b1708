using System.Collections;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;

namespace Qldb.Ion;

/// <summary>Chooses the converter for a type.</summary>
internal static class ConverterFactory
{
    private static readonly Dictionary<Type, IonConverter> BuiltIn = new IonConverter[]
    {
        new BoolConverter(), new StringConverter(), new CharConverter(), new BytesConverter(), new MemoryConverter(),
        new IntegerConverter<sbyte>(), new IntegerConverter<byte>(), new IntegerConverter<short>(), new IntegerConverter<ushort>(),
        new IntegerConverter<int>(), new IntegerConverter<uint>(), new IntegerConverter<long>(), new IntegerConverter<ulong>(),
        new IntegerConverter<Int128>(), new IntegerConverter<UInt128>(), new IntegerConverter<BigInteger>(),
        new FloatConverter<Half>(), new FloatConverter<float>(), new FloatConverter<double>(),
        new DecimalConverter(), new IonDecimalConverter(), new IonTimestampConverter(),
        new DateTimeConverter(), new DateTimeOffsetConverter(), new DateOnlyConverter(),
        new ParsableConverter<TimeOnly>("O"), new ParsableConverter<TimeSpan>("c"), new ParsableConverter<Guid>("D"), new IdConverter(),
        new UriConverter(), new HashConverter(), new ElementConverter(), new NaturalConverter(),
    }.ToDictionary(converter => converter.Type);

    public static IonConverter Make(Type type)
    {
        try
        {
            return Choose(type);
        }
        catch (IonMappingException e)
        {
            return Create(typeof(NoConverter<>), [type], e.Path == "$" ? e.Reason : $"{TypeName.Of(type)}{e.Path[1..]}: {e.Reason}");
        }
    }

    /// <summary>A converter that an attribute names, checked against the type it is to convert.</summary>
    public static IonConverter OfAttribute(IonConverterAttribute attribute, Type type)
    {
        if (attribute.ConverterType.IsSubclassOf(typeof(IonConverter<>).MakeGenericType(type))
            && Activator.CreateInstance(attribute.ConverterType) is IonConverter converter)
            return converter;
        throw new IonMappingException($"{TypeName.Of(attribute.ConverterType)} is no IonConverter<{TypeName.Of(type)}>");
    }

    private static IonConverter Choose(Type type)
    {
        if (type.GetCustomAttribute<IonConverterAttribute>() is { } attribute)
            return OfAttribute(attribute, type);
        if (BuiltIn.TryGetValue(type, out var builtIn))
            return builtIn;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Create(typeof(NullableConverter<>), [underlying]);
        if (type.IsEnum)
            return Create(typeof(EnumConverter<>), [type]);
        if (type.IsByRefLike || type.IsPointer || type.IsSubclassOf(typeof(Delegate)) || typeof(MemberInfo).IsAssignableFrom(type))
            throw new IonMappingException($"{TypeName.Of(type)} has no Ion form");
        return ChooseDictionary(type) ?? ChooseCollection(type) ?? ChooseObject(type);
    }

    private static IonConverter? ChooseDictionary(Type type)
    {
        if (InterfaceOf(type, typeof(IDictionary<,>)) is { } dictionary)
        {
            var target = type.IsInterface ? typeof(Dictionary<,>).MakeGenericType(dictionary.GetGenericArguments()) : type;
            return Create(typeof(DictionaryConverter<,,,>), [type, target, .. dictionary.GetGenericArguments()]);
        }

        if (InterfaceOf(type, typeof(IReadOnlyDictionary<,>)) is not { } readOnly)
            return null;
        var made = typeof(Dictionary<,>).MakeGenericType(readOnly.GetGenericArguments());
        return Create(typeof(DictionaryConverter<,,,>), [type, made, .. readOnly.GetGenericArguments()]);
    }

    private static IonConverter? ChooseCollection(Type type)
    {
        if (type.IsArray)
        {
            return type.GetArrayRank() == 1
                ? Create(typeof(ArrayConverter<>), [type.GetElementType()!])
                : throw new IonMappingException($"{TypeName.Of(type)} has more than one dimension, which Ion lists have not");
        }

        if (InterfaceOf(type, typeof(IEnumerable<>)) is not { } enumerable)
        {
            return typeof(IEnumerable).IsAssignableFrom(type)
                ? throw new IonMappingException($"The elements of {TypeName.Of(type)} have no type; use IEnumerable<T>")
                : null;
        }

        var element = enumerable.GetGenericArguments()[0];
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Create(typeof(ImmutableArrayConverter<>), [element]);
        if (type == typeof(List<>).MakeGenericType(element))
            return Create(typeof(ListConverter<>), [element]);
        if (!type.IsInterface)
            return Create(typeof(CollectionConverter<,,>), [type, type, element]);
        var list = typeof(List<>).MakeGenericType(element);
        var made = type.IsAssignableFrom(list) ? list : typeof(HashSet<>).MakeGenericType(element);
        return Create(typeof(CollectionConverter<,,>), [type, made, element]);
    }

    private static IonConverter ChooseObject(Type type) => type.IsInterface || type.IsAbstract
        ? Create(typeof(RuntimeTypeConverter<>), [type])
        : Create(typeof(ObjectConverter<>), [type]);

    private static Type? InterfaceOf(Type type, Type definition) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static IonConverter Create(Type definition, Type[] arguments, params object?[] parameters)
    {
        try
        {
            return (IonConverter)Activator.CreateInstance(definition.MakeGenericType(arguments), parameters)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is IonMappingException inner)
        {
            throw inner;
        }
    }
}
