using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Akka.Actor;
using Polyfills.Tests.Surface;

namespace Polyfills.Tests.Akka;

/// <summary>
/// The public types have the members, parameter names and default values that the listings of the reference give. A member of the
/// listing that is missing here, or differs, is a failure.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly Assembly[] StandIns =
    [
        typeof(ActorSystem).Assembly,
        typeof(global::Akka.TestKit.TestKitBase).Assembly,
        typeof(global::Akka.TestKit.Xunit2.TestKit).Assembly,
        typeof(global::Akka.DependencyInjection.DependencyResolver).Assembly,
        typeof(global::Akka.Hosting.ActorRegistry).Assembly,
    ];

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private sealed record ListedType(string Namespace, string Name, List<string> Members);

    [ReferenceFact("akka-surface.md")]
    public void Every_listed_member_is_there_with_its_parameter_names_and_defaults()
    {
        var file = SharedFiles.Reference("akka-surface.md")!;
        var (missing, checkedMembers) = (new StringBuilder(), 0);
        foreach (var listed in Listings(File.ReadAllLines(file)))
        {
            if (Find(listed) is not { } type)
            {
                if (!LeftOut.Contains(listed.Name)) missing.AppendLine($"{listed.Namespace}.{listed.Name}");
                continue;
            }
            foreach (var member in listed.Members)
            {
                checkedMembers++;
                if (!LeftOut.Any(member.Contains) && !Has(type, member)) missing.AppendLine($"{type.FullName}: {member}");
            }
        }
        Assert.True(checkedMembers > 900, $"only {checkedMembers} members could be read from the listing");
        Assert.True(missing.Length == 0, missing.ToString());
    }

    /// <summary>Custom serializers are a part the reference says to leave out.</summary>
    private static readonly string[] LeftOut = ["WithCustomSerializer"];

    private static IEnumerable<ListedType> Listings(IEnumerable<string> lines)
    {
        var (inBlock, current) = (false, (ListedType?)null);
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inBlock = !inBlock;
            if (!inBlock || line.Length == 0) continue;
            var header = Regex.Match(line, @"^(?:(?:abstract|sealed|static) )*(class|interface|struct|enum|delegate) ([\w.]+(?:<[^>]*>)?).*// ([\w.]+)$");
            if (header.Success)
            {
                if (current is not null) yield return current;
                current = header.Groups[1].Value is "enum" or "delegate" ? null : new ListedType(header.Groups[3].Value, header.Groups[2].Value, []);
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal)) current?.Members.Add(line.Trim());
        }
        if (current is not null) yield return current;
    }

    private static Type? Find(ListedType listed)
    {
        var names = listed.Name.Split('.').Select(name => name.IndexOf('<') is var at and > 0
            ? $"{name[..at]}`{name.Count(c => c == ',') + 1}"
            : name);
        var fullName = $"{listed.Namespace}.{string.Join('+', names)}";
        return StandIns.Select(assembly => assembly.GetType(fullName)).FirstOrDefault(type => type is not null);
    }

    private static bool Has(Type type, string member)
    {
        if (member.Contains("const ") || !member.Contains('(')) return HasValue(type, member);
        if (member.IndexOf(") where ", StringComparison.Ordinal) is var constraint and >= 0) member = member[..(constraint + 1)];
        var open = OpeningOfTheLastParenthesis(member);
        var name = Regex.Match(member[..open], @"(\w+)(?:<[^<>]*>)?$").Groups[1].Value;
        var parameters = Parameters(member[(open + 1)..member.LastIndexOf(')')]);
        IEnumerable<MethodBase> candidates = name == "ctor"
            ? type.GetConstructors(Everything)
            : AllMethods(type).Where(method => method.Name == name || method.Name.EndsWith("." + name, StringComparison.Ordinal));
        return candidates.Any(candidate => Matches(candidate.GetParameters(), parameters));
    }

    /// <summary>An interface has the members of those it extends; so has the listing.</summary>
    private static IEnumerable<MethodInfo> AllMethods(Type type) =>
        type.GetMethods(Everything).Concat(type.GetInterfaces().SelectMany(each => each.GetMethods(Everything)));

    private static bool HasValue(Type type, string member)
    {
        var name = Regex.Match(member, @"(\w+)(?: \{.*\}| = .*)?$").Groups[1].Value;
        return type.GetMember(name, Everything).Length > 0 || type.GetInterfaces().Any(each => each.GetMember(name).Length > 0)
            || type.GetMembers(Everything).Any(each => each.Name.EndsWith("." + name, StringComparison.Ordinal));
    }

    private static int OpeningOfTheLastParenthesis(string member)
    {
        var depth = 0;
        for (var i = member.Length - 1; ; i--)
        {
            if (member[i] == ')') depth++;
            if (member[i] == '(' && --depth == 0) return i;
        }
    }

    private sealed record Parameter(string Name, string? Default);

    private static Parameter[] Parameters(string text)
    {
        var (parameters, depth, start) = (new List<Parameter>(), 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '<' or '(' or '[') depth++;
            if (i < text.Length && text[i] is '>' or ')' or ']') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            var parts = text[start..i].Split(" = ");
            start = i + 1;
            if (parts[0].Trim() is { Length: > 0 } declaration) parameters.Add(new Parameter(declaration.Split(' ')[^1], parts.ElementAtOrDefault(1)?.Trim()));
        }
        return [.. parameters];
    }

    private static bool Matches(ParameterInfo[] actual, Parameter[] listed)
    {
        if (actual.Length != listed.Length) return false;
        for (var i = 0; i < actual.Length; i++)
        {
            // The listing shortens "cancellationToken" to "ct".
            var sameName = actual[i].Name == listed[i].Name || (listed[i].Name == "ct" && actual[i].Name == "cancellationToken");
            if (!sameName || !SameDefault(actual[i], listed[i].Default)) return false;
        }
        return true;
    }

    private static bool SameDefault(ParameterInfo actual, string? listed) => (actual.HasDefaultValue, listed) switch
    {
        (false, null) => true,
        (true, "null" or "default") => actual.DefaultValue is null,
        (true, not null) => Text(actual.DefaultValue) == listed.Trim('"').Split('.')[^1],
        _ => false,
    };

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
