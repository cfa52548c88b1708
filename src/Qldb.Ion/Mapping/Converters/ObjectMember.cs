using System.Reflection;
using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>A property of an object.</summary>
internal abstract class ObjectMember<TOwner>(PropertyInfo property)
{
    private readonly NullabilityInfo _nullability = new NullabilityInfoContext().Create(property);

    public string PropertyName { get; } = property.Name;

    public string Name { get; } = AttributeOf<IonNameAttribute>(property)?.Name ?? property.Name;

    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredMemberAttribute));

    public bool IsGivenToConstructor { get; set; }

    protected bool IsLeftOutWhenNull { get; } = AttributeOf<IonIgnoreAttribute>(property) is { WhenNull: true };

    /// <summary>Whether the declared type says that null is no value of it.</summary>
    protected bool RefusesNull => _nullability.WriteState == NullabilityState.NotNull || _nullability.ReadState == NullabilityState.NotNull;

    public static ObjectMember<TOwner> Of(PropertyInfo property)
    {
        try
        {
            var type = typeof(ObjectMember<,>).MakeGenericType(typeof(TOwner), property.PropertyType);
            return (ObjectMember<TOwner>)Activator.CreateInstance(type, property)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is IonMappingException inner && !inner.PassedThrough("." + property.Name))
        {
            throw inner;
        }
    }

    /// <summary>An attribute of a property; in a positional record it stands at the parameter.</summary>
    public static TAttribute? AttributeOf<TAttribute>(PropertyInfo property)
        where TAttribute : Attribute =>
        property.GetCustomAttribute<TAttribute>() ?? property.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.Name == property.Name)
            .Select(parameter => parameter.GetCustomAttribute<TAttribute>())
            .FirstOrDefault(attribute => attribute is not null);

    public abstract void Write(IIonWriter writer, ref TOwner owner);

    public abstract void Read(IonElement value, ref TOwner owner);

    /// <summary>The value for a constructor parameter.</summary>
    public abstract object? ReadArgument(IonElement value, bool isNullAllowed);
}

/// <summary>A property of a known type; its accessors are called without reflection.</summary>
internal sealed class ObjectMember<TOwner, TValue> : ObjectMember<TOwner>
{
    private readonly IonConverter<TValue>? _ownConverter;
    private readonly Func<TOwner, TValue>? _get;
    private readonly Action<TOwner, TValue>? _set;
    private readonly StructGetter? _getOfStruct;
    private readonly StructSetter? _setOfStruct;

    public ObjectMember(PropertyInfo property) : base(property)
    {
        if (AttributeOf<IonConverterAttribute>(property) is { } attribute)
            _ownConverter = (IonConverter<TValue>)ConverterFactory.OfAttribute(attribute, typeof(TValue));
        var setter = property.SetMethod is { IsPublic: true } method ? method : null;
        if (typeof(TOwner).IsValueType)
        {
            _getOfStruct = property.GetMethod!.CreateDelegate<StructGetter>();
            _setOfStruct = setter?.CreateDelegate<StructSetter>();
        }
        else
        {
            _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
            _set = setter?.CreateDelegate<Action<TOwner, TValue>>();
        }
    }

    private delegate TValue StructGetter(ref TOwner owner);

    private delegate void StructSetter(ref TOwner owner, TValue value);

    private IonConverter<TValue> Converter => _ownConverter ?? ConverterOf<TValue>.Instance;

    public override void Write(IIonWriter writer, ref TOwner owner)
    {
        var value = _get is not null ? _get(owner) : _getOfStruct!(ref owner);
        if (value is null && IsLeftOutWhenNull)
            return;
        writer.WriteFieldName(Name);
        Converter.WriteOrNull(writer, value);
    }

    public override void Read(IonElement value, ref TOwner owner)
    {
        if (_set is null && _setOfStruct is null)
            return;
        var result = Converter.ReadOrNull(value);
        if (result is null && RefusesNull)
            throw new IonMappingException($"Null is no {TypeName.Of(typeof(TValue))}");
        if (_set is not null)
            _set(owner, result!);
        else
            _setOfStruct!(ref owner, result!);
    }

    public override object? ReadArgument(IonElement value, bool isNullAllowed)
    {
        var result = Converter.ReadOrNull(value);
        return result is null && !isNullAllowed ? throw new IonMappingException($"Null is no {TypeName.Of(typeof(TValue))}") : result;
    }
}
