namespace Akka;

/// <summary>Types named in configuration: a name without an assembly is looked for here first.</summary>
internal static class TypeNames
{
    public static Type Find(string name) =>
        string.IsNullOrWhiteSpace(name) ? null : typeof(TypeNames).Assembly.GetType(name) ?? Type.GetType(name, throwOnError: false);

    /// <summary>The assembly-qualified name without version, culture and key.</summary>
    public static string Of(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
