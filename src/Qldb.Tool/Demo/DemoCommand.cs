using System.CommandLine;

namespace Qldb.Tool.Demo;

/// <summary><c>qldb demo</c>: its options, and the helper <c>qldb demo data</c> that makes the shipped sample data anew.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--out") { Description = "Folder to write the .ion files to.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var seed = new Option<int>("--seed") { Description = "Seed of the generator.", DefaultValueFactory = _ => SampleDataGenerator.ShippedSeed };
        var makeData = new Command("data", "Write the sample data as Ion text, one file per table. The default seed gives the data that ships with the tool.") { data, seed };
        makeData.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = Directory.CreateDirectory(arguments.GetRequiredValue(data).FullName);
            foreach (var (table, text) in new SampleDataGenerator(arguments.GetRequiredValue(seed)).Generate())
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, table + ".ion"), text, cancellationToken);
            }

            return 0;
        });
        return new Command("demo", "demo") { makeData };
    }
}
