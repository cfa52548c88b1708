using System.Reflection;
using System.Text;

namespace Qldb.Actors.Client.Tests;

/// <summary>The public surface of the driver is a promise: every change to it shows as a change of a reviewed file.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(PoolProtocol), "Qldb.Actors.approved.txt")]
    [InlineData(typeof(PooledQldbDriver), "Qldb.Actors.Client.approved.txt")]
    public void The_public_surface_is_the_reviewed_one(Type inAssembly, string approved)
    {
        var surface = new StringBuilder();
        foreach (var type in inAssembly.Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            surface.AppendLine($"{Kind(type)} {Name(type)}{Parents(type)}");
            foreach (var member in Members(type).Distinct().Order(StringComparer.Ordinal))
                surface.AppendLine($"    {member}");
        }

        Approved.Compare(approved, surface.ToString());
    }

    [Theory]
    [InlineData(typeof(PoolProtocol))]
    [InlineData(typeof(PooledQldbDriver))]
    public void Every_asynchronous_method_that_can_wait_takes_a_token(Type inAssembly)
    {
        string[] withReason =
        [
            "CloseAsync", "DisposeAsync", // see their documentation: they end by themselves
            "ExecuteStatementAsync", "ExecuteAsync", // the params overloads; each has a sibling with a token
            "GetAsyncEnumerator", "CheckHealthAsync",
        ];
        var missing = inAssembly.Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => !withReason.Contains(method.Name) && method.GetParameters().All(parameter => parameter.ParameterType != typeof(CancellationToken)))
            .Select(method => $"{method.DeclaringType}.{method.Name}");

        Assert.Empty(missing);
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Parents(Type type)
    {
        var parents = type.GetInterfaces().Where(parent => parent.IsPublic && parent.Namespace != "System").Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            parents.Insert(0, Name(parent));
        return parents.Count == 0 ? string.Empty : " : " + string.Join(", ", parents);
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type);
        return type.GetConstructors(Visible).Select(constructor => $"ctor({Parameters(constructor)})")
            .Concat(type.GetFields(Visible).Select(field => $"{Name(field.FieldType)} {field.Name}"))
            .Concat(type.GetProperties(Visible).Select(property => $"{Name(property.PropertyType)} {property.Name} {{{Accessors(property)} }}"))
            .Concat(type.GetMethods(Visible)
                .Where(method => !method.IsSpecialName && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "<Clone>$"))
                .Select(method => $"{Name(method.ReturnType)} {method.Name}{(method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : "")}({Parameters(method)})"));
    }

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod?.IsPublic == true ? " get;" : "") + (property.SetMethod?.IsPublic == true
            ? property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;"
            : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        if (!type.IsGenericType || !name.Contains('`'))
            return name;
        return $"{name[..name.LastIndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
