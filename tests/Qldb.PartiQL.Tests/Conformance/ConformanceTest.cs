using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>One published test: a statement, the globals it sees, and what is claimed of it.</summary>
internal sealed record ConformanceTest(string File, string Name, IReadOnlyList<string> Statements, IonElement Globals, IReadOnlyList<IonElement> Claims)
{
    /// <summary>How the skip list calls it.</summary>
    public string Id => $"{File}: {Name}";

    /// <summary>All tests of a file.</summary>
    public static IReadOnlyList<ConformanceTest> ReadAll(string folder, string file)
    {
        var reader = new Reader(file);
        foreach (var value in IonText.ReadAll(System.IO.File.OpenText(Path.Combine(folder, file))))
        {
            reader.Read(value, prefix: "", default);
        }

        return reader.Tests;
    }

    private sealed class Reader(string file)
    {
        private readonly Dictionary<string, List<string>> equivalences = [];
        private IonElement fileGlobals;

        public List<ConformanceTest> Tests { get; } = [];

        public void Read(IonElement value, string prefix, IonElement globals)
        {
            var annotation = Annotations.First(value);
            switch (annotation)
            {
                case "envs":
                    fileGlobals = value;
                    break;
                case "equiv_class":
                    equivalences[Text(value, "id")] = [.. Field(value, "statements").EnumerateElements().Select(static text => text.GetString())];
                    break;
                case not null:
                    ReadNamespace(value, $"{prefix}{annotation}/", globals);
                    break;
                default:
                    ReadTest(value, prefix, globals);
                    break;
            }
        }

        private void ReadNamespace(IonElement list, string prefix, IonElement outer)
        {
            var globals = outer;
            foreach (var item in list.EnumerateElements())
            {
                if (Annotations.First(item) == "envs")
                {
                    globals = item;
                }
                else
                {
                    Read(item, prefix, globals);
                }
            }
        }

        private void ReadTest(IonElement test, string prefix, IonElement globals)
        {
            var own = test.TryGetField("env", out var given) ? given : globals.IsUndefined ? fileGlobals : globals;
            var statement = Field(test, "statement");
            IReadOnlyList<string> statements = statement.Type == IonType.Symbol ? equivalences[statement.GetString()] : [statement.GetString()];
            var assert = Field(test, "assert");
            IReadOnlyList<IonElement> claims = assert.Type == IonType.List ? [.. assert.EnumerateElements()] : [assert];
            Tests.Add(new ConformanceTest(file, prefix + Text(test, "name"), statements, own, claims));
        }

        private static IonElement Field(IonElement value, string name) =>
            value.TryGetField(name, out var field) ? field : throw new InvalidDataException($"{name} is missing in {value}");

        private static string Text(IonElement value, string name) => Field(value, name).GetString();
    }
}
