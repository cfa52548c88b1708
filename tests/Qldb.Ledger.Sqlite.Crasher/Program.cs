using System.Globalization;
using System.Text;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Sqlite.Crasher;

// Commits as fast as it can until somebody kills it, and says after each commit, and only then, how far it is. Arguments: "store" or "engine", file, seed.
// A small log makes it move into the file every few commits, so that kills hit that too.
var random = new Random(int.Parse(args[2], CultureInfo.InvariantCulture));
using var output = Console.OpenStandardOutput();
using var store = SqliteLedgerStore.OpenOrCreate(new SqliteLedgerStoreOptions { Path = args[1], CheckpointBytes = 64 * 1024 << random.Next(5) }, "crasher");
if (args[0] == "engine")
{
    using var ledger = Ledger.Open(store);
    await EngineWorkload.RunAsync(ledger, (writer, count) => Acknowledge($"{writer} {count}"));
}

while (store.Tip < 1_000_000)
{
    store.Append([.. Enumerable.Range(1, random.Next(1, 16)).Select(offset => Workload.Block(store.Tip + offset))]);
    Acknowledge($"0 {store.Tip}");
}

// One write per line, so that lines stay whole whoever writes and whenever the end comes.
void Acknowledge(string line) => output.Write(Encoding.ASCII.GetBytes(line + "\n"));
