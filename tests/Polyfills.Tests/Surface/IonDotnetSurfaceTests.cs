using System.Reflection;
using System.Text.RegularExpressions;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Polyfills.Tests.Surface;

/// <summary>Names, parameters and defaults of the Ion vocabulary against the code blocks of the reference.</summary>
public sealed class IonDotnetSurfaceTests
{
    private const string Page = "ion-surface.md";
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Types of the page that the stand-in leaves out.</summary>
    private static readonly string[] LeftOut = ["Symbols"];

    private static readonly Dictionary<string, Type> Types = typeof(IonLoader).Assembly.GetExportedTypes().ToDictionary(type => type.Name);

    [ReferenceFact(Page)]
    public void Every_signature_of_the_page_exists()
    {
        var signatures = Read(Code()).Where(s => s.Type is not null && !LeftOut.Contains(s.Type)).ToList();
        var missing = signatures.Where(s => !Exists(s)).Select(s => $"{s.Type}: {s.Result} {s.Name}({s.Parameters})");

        Assert.True(signatures.Count > 130, $"{signatures.Count} signatures were read");
        Assert.Empty(missing);
    }

    [ReferenceFact(Page)]
    public void Every_enum_has_the_values_of_the_page()
    {
        var enums = Regex.Matches(Code(), @"enum (?:\w+\.)?(\w+)(?: : \w+)?\s*\{([^}]*)\}").ToList();

        Assert.Equal(["IntegerSize", "IonType", "Precision", "ReaderFormat"], enums.Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        foreach (var match in enums)
        {
            var type = Types[match.Groups[1].Value];
            var expected = match.Groups[2].Value.Split(',').Select(v => v.Trim()).Order(StringComparer.Ordinal);
            Assert.Equal(expected, Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt32(Enum.Parse(type, name))}").Order(StringComparer.Ordinal));
        }
    }

    [ReferenceFact(Page)]
    public void The_factory_has_the_methods_of_the_page()
    {
        var expected = Regex.Matches(new ReferencePage(Page).Code("### 1.3", "### 1.4"), @"New\w+\([^)]*\)").Select(m => $"IIonValue {m.Value}").ToList();

        Assert.Equal(29, expected.Count);
        Assert.Equal(expected.Order(StringComparer.Ordinal), typeof(IValueFactory).GetMethods().Select(Signature.Of).Order(StringComparer.Ordinal));
    }

    [ReferenceFact(Page)]
    public void Nothing_is_public_that_the_page_does_not_name()
    {
        var words = Regex.Matches(new ReferencePage(Page).Text("## 1. Public API", "### 1.8"), @"\w+").Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var names = Types.Values
            .SelectMany(type => type.GetMembers(Public).Where(IsOwn).Select(member => $"{type.Name}.{member.Name}").Append(type.Name))
            .Where(name => !words.Contains(name.Split('.')[^1]))
            .Where(name => !IsSystemSymbol(name) && !IsExceptionParameterless(name));

        Assert.Empty(names);
    }

    private static string Code() => new ReferencePage(Page).Code("## 1. Public API", "### 1.8");

    /// <summary>Methods, properties and lists of properties, each with the type that was opened before it.</summary>
    private static IEnumerable<Member> Read(string code)
    {
        const string TypeName = @"[\w<>\[\]]+(?:<[^>]*>)?";
        var pattern = $@"\b(?:interface|class|struct)\s+(?:\w+\.)*(?<type>\w+)"
            + $@"|(?<result>{TypeName})\s+(?<name>\w+(?:/\w+)*)\((?<parameters>[^()…]*)\)"
            + $@"|(?<result>{TypeName})\s+(?<name>\w+(?:, \w+)*)\s*(?:\{{\s*get|;)";
        string? type = null;
        foreach (Match match in Regex.Matches(code, pattern))
        {
            if (match.Groups["type"].Success)
            {
                type = match.Groups["type"].Value;
                continue;
            }

            foreach (var name in Regex.Split(match.Groups["name"].Value, "/|, "))
                yield return new Member(type, match.Groups["result"].Value, name, match.Groups["parameters"].Success ? match.Groups["parameters"].Value : null);
        }
    }

    private static bool Exists(Member member)
    {
        if (member.Result is "and" or "ctor" or "ctors" or "get" or "set")
            return true;
        if (!Types.TryGetValue(member.Type!, out var type))
            return false;
        if (member.Parameters is null)
            return type.GetMember(member.Name, Public).Any(m => m is PropertyInfo or FieldInfo);
        var methods = type.GetMethods(Public).Where(m => m.Name == member.Name).ToList();
        return Alternatives(member.Parameters).All(parameters => methods.Exists(m => Matches(m, parameters)));
    }

    /// <summary>"string|Stream x" stands for two overloads, whose parameter may have any name; so may that of "decimal".</summary>
    private static IEnumerable<string> Alternatives(string parameters)
    {
        var text = Regex.Replace(parameters, @"\s+", " ").Trim();
        if (Regex.IsMatch(text, @"^\w+$"))
            return [$"{text} *"];
        return text.Contains('|') ? text[..text.LastIndexOf(' ')].Split('|').Select(type => $"{type.Trim()} *") : [text];
    }

    private static bool Matches(MethodInfo method, string parameters) => parameters.EndsWith(" *", StringComparison.Ordinal)
        ? method.GetParameters() is [var only] && Signature.Of(only.ParameterType) == parameters[..^2]
        : Signature.Parameters(method) == parameters;

    private static bool IsOwn(MemberInfo member) => member switch
    {
        ConstructorInfo => false,
        MethodInfo { IsSpecialName: true } => false,
        MethodInfo method => method.GetBaseDefinition() == method,
        _ => member.Name != "value__",
    };

    private static bool IsSystemSymbol(string name) => name.StartsWith("SystemSymbols.", StringComparison.Ordinal);

    private static bool IsExceptionParameterless(string name) => name is "InvalidTokenException";

    private sealed record Member(string? Type, string Result, string Name, string? Parameters);
}
