using System.Reflection;
using System.Text.RegularExpressions;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;

namespace Polyfills.Tests.Surface;

/// <summary>Names, types, constructors and defaults of the session client against the tables of the reference.</summary>
public sealed class QldbSessionSurfaceTests
{
    private const string Page = "qldbsession-surface.md";
    private static readonly Assembly Client = typeof(IAmazonQLDBSession).Assembly;

    [ReferenceFact(Page)]
    public void Every_model_class_has_exactly_the_properties_of_the_table()
    {
        var rows = new ReferencePage(Page).Rows("### 1.1", "### 1.2").ToList();
        var expected = rows.SelectMany(row => Classes(row[0]).Select(name => (Name: name, Properties: Properties(row[1])))).ToList();

        Assert.Equal(21, expected.Count);
        foreach (var (name, properties) in expected)
            Assert.Equal((name, string.Join("; ", properties)), (name, string.Join("; ", ActualProperties(ModelType(name)))));
    }

    [ReferenceFact(Page)]
    public void The_model_has_no_further_classes()
    {
        var page = new ReferencePage(Page);
        var named = page.Rows("### 1.1", "### 1.2").SelectMany(row => Classes(row[0])).Concat(ExceptionNames(page));

        var actual = Client.GetExportedTypes().Where(type => type.Namespace == typeof(Page).Namespace).Select(type => type.Name);

        Assert.Equal(named.Where(name => name != "AmazonQLDBSessionException").Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [ReferenceFact(Page)]
    public void Every_exception_has_the_five_constructors()
    {
        var page = new ReferencePage(Page);
        var constructors = Regex.Matches(page.Text("### 1.2", "## 2"), @"`(\((?:string|Exception) [^`]*\))`").Select(m => m.Groups[1].Value).Distinct().ToList();
        var names = ExceptionNames(page).ToList();

        Assert.Equal(5, constructors.Count);
        Assert.Equal(7, names.Count);
        foreach (var type in names.Select(name => Client.GetExportedTypes().Single(t => t.Name == name)))
        {
            Assert.Equal(constructors.Order(StringComparer.Ordinal), type.GetConstructors().Select(Signature.Of).Order(StringComparer.Ordinal));
            Assert.True(type.IsSubclassOf(typeof(Amazon.Runtime.AmazonServiceException)));
        }

        Assert.Equal("string", Signature.Of(typeof(BadRequestException).GetProperty("Code")!.PropertyType));
        Assert.Equal("string", Signature.Of(typeof(InvalidSessionException).GetProperty("Code")!.PropertyType));
    }

    [ReferenceFact(Page)]
    public void The_client_has_the_constructors_of_the_page()
    {
        var code = new ReferencePage(Page).Code("## 1. Public API", "### 1.1");
        var ctors = Regex.Match(code, @"ctors: (.*?)\n  public", RegexOptions.Singleline).Groups[1].Value;
        var expected = Regex.Matches(ctors, @"\(([^()]*)\)(?: \+ (?<more>[\w |]+))?").SelectMany(Expand).ToList();

        Assert.Equal(12, expected.Count);
        Assert.Equal(expected.Order(StringComparer.Ordinal), typeof(AmazonQLDBSessionClient).GetConstructors().Select(Signature.Of).Order(StringComparer.Ordinal));
    }

    [ReferenceFact(Page)]
    public void The_interface_has_the_methods_of_the_page()
    {
        var code = new ReferencePage(Page).Code("## 1. Public API", "### 1.1");
        var methods = typeof(IAmazonQLDBSession).GetMethods().Where(method => method.IsAbstract).Select(Signature.Of).ToList();

        Assert.Equal(2, methods.Count);
        Assert.All(methods, method => Assert.Contains(method + ";", code));
        Assert.True(typeof(AmazonQLDBSessionClient).GetMethod("SendCommandAsync")!.IsVirtual);
    }

    private static string[] Classes(string cell) => cell.Split(" : ")[0].Split(", ");

    /// <summary>"string A; long B, long C; **v4 long?**" and the like.</summary>
    private static IEnumerable<string> Properties(string cell)
    {
        var isNullable = cell.Contains("**v4 long?**", StringComparison.Ordinal);
        return Regex.Matches(cell.Replace("**v4 long?**", "", StringComparison.Ordinal), @"([\w<>]+) ([A-Z]\w*)(?=[;,]|$| *$)")
            .Select(m => $"{(isNullable && m.Groups[1].Value == "long" ? "long?" : m.Groups[1].Value)} {m.Groups[2].Value}")
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> ActualProperties(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.All(properties, property => Assert.True(property is { CanRead: true, CanWrite: true }));
        return properties.Select(property => $"{Signature.Of(property.PropertyType)} {property.Name}").Order(StringComparer.Ordinal);
    }

    private static Type ModelType(string name) => Client.GetType($"Amazon.QLDBSession.Model.{name}", throwOnError: true)!;

    private static IEnumerable<string> ExceptionNames(ReferencePage page) => Regex
        .Matches(page.Text("### 1.2", "## 2"), @"`(\w+Exception)[` ]")
        .Select(m => m.Groups[1].Value)
        .Where(name => name is not ("AmazonServiceException" or "Exception"))
        .Distinct();

    private static IEnumerable<string> Expand(Match constructor)
    {
        var first = constructor.Groups[1].Value;
        return constructor.Groups["more"].Success
            ? constructor.Groups["more"].Value.Split('|').Select(more => more.Trim() == "none" ? $"({first})" : $"({first}, {Typed(more.Trim())})")
            : [$"({first})"];
    }

    /// <summary>The page shortens two parameters where they are named in full in the line above.</summary>
    private static string Typed(string parameter) => parameter switch
    {
        "region" => "RegionEndpoint region",
        "clientConfig" => "AmazonQLDBSessionConfig clientConfig",
        _ => parameter,
    };
}
