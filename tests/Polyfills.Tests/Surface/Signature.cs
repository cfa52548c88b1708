using System.Reflection;

namespace Polyfills.Tests.Surface;

/// <summary>Members of an assembly in the words of C#, to compare them with text.</summary>
internal static class Signature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(short)] = "short", [typeof(int)] = "int",
        [typeof(long)] = "long", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    public static string Of(MethodInfo method) => $"{Of(method.ReturnType)} {method.Name}({Parameters(method)})";

    public static string Of(ConstructorInfo constructor) => $"({Parameters(constructor)})";

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }

    public static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters().Select(Of);
        return (method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) ? "this " : "") + string.Join(", ", parameters);
    }

    private static string Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var modifier = parameter.IsOut ? "out " : type.IsByRef ? "in " : "";
        var text = $"{modifier}{Of(type.IsByRef ? type.GetElementType()! : type)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Default(parameter)}" : text;
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        bool value => value ? "true" : "false",
        Enum value => value.ToString(),
        var value => $"{value}",
    };
}
