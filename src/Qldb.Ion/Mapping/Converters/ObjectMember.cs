using System.Reflection;
using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>A property of an object, as its declaration describes it.</summary>
internal sealed class ObjectMember(PropertyInfo property, int index)
{
    private readonly NullabilityInfo _nullability = new NullabilityInfoContext().Create(property);

    public PropertyInfo Property { get; } = property;

    public int Index { get; } = index;

    public string Name { get; } = AttributeOf<IonNameAttribute>(property)?.Name ?? property.Name;

    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredMemberAttribute));

    public bool IsLeftOutWhenNull { get; } = AttributeOf<IonIgnoreAttribute>(property) is { WhenNull: true };

    public bool CanBeSet => Property.SetMethod is { IsPublic: true };

    /// <summary>Whether the declared type says that null is no value of it.</summary>
    public bool RefusesNull => _nullability.WriteState == NullabilityState.NotNull || _nullability.ReadState == NullabilityState.NotNull;

    /// <summary>The converter that an attribute names; null where that of the type is good.</summary>
    /// <exception cref="IonMappingException">It does not convert this type.</exception>
    public IonConverter? OwnConverter()
    {
        try
        {
            return AttributeOf<IonConverterAttribute>(Property) is { } attribute ? ConverterFactory.OfAttribute(attribute, Property.PropertyType) : null;
        }
        catch (IonMappingException e) when (e.PassedThrough("." + Property.Name))
        {
            throw;
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
}
