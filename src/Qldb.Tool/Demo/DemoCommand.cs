using System.CommandLine;
using System.CommandLine.Parsing;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Demo;

/// <summary><c>qldb demo</c> and its options, and <c>qldb demo data</c>, which makes the shipped sample data anew.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder of the ledger's file.", HelpName = "DIR", DefaultValueFactory = _ => new DirectoryInfo(DataFolder.Default) };
        var workers = Positive("--workers", 8, "How many workers run jobs at once.");
        var transfers = Positive("--transfers", 400, "How many ownership transfers to run; the other jobs come in proportion.");
        var pool = Positive("--pool", 6, "How many sessions the driver's pool may hold.");
        var seed = new Option<int>("--seed") { Description = "Seed of the choice of jobs.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var demo = new ToolCommand(
            "demo", "Run the QLDB tutorial's vehicle registrations: load, work with many workers through one pooled driver, show a history, prove it, verify the journal.",
            "qldb demo", "qldb demo --data ./ledgers --workers 16 --transfers 2000", "qldb demo --output json --quiet")
        {
            data, workers, transfers, pool, seed, CommonOptions.Output, CommonOptions.Quiet, DataCommand(),
        };
        demo.SetAction((arguments, cancellationToken) => Failures.ReportAsync(() => new VehicleRegistrationDemo(
            new DemoOptions(
                arguments.GetRequiredValue(data), arguments.GetRequiredValue(workers), arguments.GetRequiredValue(transfers), arguments.GetRequiredValue(pool), arguments.GetRequiredValue(seed)),
            Report.Of(arguments)).RunAsync(cancellationToken)));
        return demo;
    }

    private static ToolCommand DataCommand()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write to.", HelpName = "DIR", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var seed = new Option<int>("--seed") { Description = "Seed of the generator; the default gives the data that ships with the tool.", HelpName = "N", DefaultValueFactory = _ => SampleDataGenerator.ShippedSeed };
        var command = new ToolCommand("data", "Write the sample data as Ion text, one file per table.", "qldb demo data --out ./sample") { folder, seed, CommonOptions.Output, CommonOptions.Quiet };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(async () =>
        {
            var target = Directory.CreateDirectory(arguments.GetRequiredValue(folder).FullName);
            foreach (var (table, text) in new SampleDataGenerator(arguments.GetRequiredValue(seed)).Generate())
            {
                await File.WriteAllTextAsync(Path.Combine(target.FullName, table + ".ion"), text, cancellationToken);
            }

            Report.Of(arguments).Result(
                text => text.WriteLine($"Wrote the sample data to {target.FullName}."),
                json => json.WriteString("folder", target.FullName));

            return 0;
        }));
        return command;
    }

    private static Option<int> Positive(string name, int preset, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => preset };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} is {result.Tokens[0].Value}; it must be at least 1.");
            }
        });
        return option;
    }
}
