namespace Qldb.Ion;

/// <summary>The field name of a property, where it is not the property's own; the text of an enum value likewise.</summary>
/// <param name="name">The name in Ion.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IonNameAttribute(string name) : Attribute
{
    /// <summary>The name in Ion.</summary>
    public string Name { get; } = name;
}
