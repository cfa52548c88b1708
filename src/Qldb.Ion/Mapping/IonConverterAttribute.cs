namespace Qldb.Ion;

/// <summary>Has a type, or one property, converted by a converter of its own.</summary>
/// <param name="converterType">A subclass of <see cref="IonConverter{T}"/> with a public constructor without parameters.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface
    | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IonConverterAttribute(Type converterType) : Attribute
{
    /// <summary>The converter.</summary>
    public Type ConverterType { get; } = converterType;
}
