using System.Diagnostics;
using System.Globalization;
using Qldb.Ledger.Sqlite;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>How long does it take to open a large ledger?</summary>
internal sealed class OpenLargeLedger : IMode
{
    public string Name => "sqlite open";

    public string Usage => "[revisions [folder]]: writes a large ledger and opens it";

    public Task<int> RunAsync(string[] arguments)
    {
        var revisions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        using var folder = new BenchmarkFolder(arguments.Skip(1).FirstOrDefault());
        var options = new SqliteLedgerStoreOptions { Path = RawBounds.NewFile(folder.Path, "open.db"), Durability = SqliteDurability.Off };
        var clock = Stopwatch.StartNew();
        using (var store = SqliteLedgerStore.Create(options, "bench"))
        {
            new Transactions().Fill(store, revisions, isIndexed: false);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{revisions:N0} revisions, {new FileInfo(options.Path).Length / 1e6:N0} MB, written in {clock.Elapsed.TotalSeconds:N1} s"));
        for (var i = 0; i < 5; i++)
        {
            clock.Restart();
            using var store = SqliteLedgerStore.Open(options);
            using var reader = store.OpenReader(store.Tip);
            _ = reader.GetBlock(store.Tip) ?? throw new InvalidOperationException("The tip is missing.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened, tip read: {clock.Elapsed.TotalMilliseconds:N1} ms"));
        }

        using var last = SqliteLedgerStore.Open(options);
        clock.Restart();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CheckFile: {last.CheckFile().Count} findings in {clock.Elapsed.TotalSeconds:N1} s"));
        return Task.FromResult(0);
    }
}
