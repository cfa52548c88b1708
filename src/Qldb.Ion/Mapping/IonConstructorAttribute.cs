namespace Qldb.Ion;

/// <summary>The constructor to make objects with, where a type has several with parameters.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class IonConstructorAttribute : Attribute;
