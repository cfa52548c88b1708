using Qldb.Ion;

namespace Qldb.Tool.Demo;

/// <summary>The data that ships with the tool: four Ion text files, made by <see cref="SampleDataGenerator"/>.</summary>
internal static class SampleData
{
    /// <summary>The documents of one table.</summary>
    public static IEnumerable<IonElement> Read(string table) => IonText.ReadAll(ReadText(table));

    /// <summary>The text of one field of a document.</summary>
    public static string Text(IonElement document, string field) =>
        document.TryGetField(field, out var value) ? value.GetString() : throw new InvalidDataException($"A document of the shipped data has no {field}: {document}");

    /// <summary>The file of one table, as it ships.</summary>
    public static string ReadText(string table)
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream(table + ".ion")
            ?? throw new InvalidOperationException($"The tool was built without its data for table {table}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
