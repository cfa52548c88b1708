namespace Qldb.Ion;

/// <summary>Keeps a property out of Ion: always, or while it is null.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IonIgnoreAttribute : Attribute
{
    /// <summary>Whether the property is left out only while it is null; it is still read. Default: false, it is never written and never read.</summary>
    public bool WhenNull { get; init; }
}
