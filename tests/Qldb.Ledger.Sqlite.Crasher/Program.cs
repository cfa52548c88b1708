using System.Globalization;
using System.Text;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Sqlite.Crasher;

// Commits as fast as it can until somebody kills it, and says after each commit, and only then, how far it is. Arguments: file, seed.
// A small log makes it move into the file every few commits, so that kills hit that too.
var random = new Random(int.Parse(args[1], CultureInfo.InvariantCulture));
using var acknowledgements = Console.OpenStandardOutput();
using var store = SqliteLedgerStore.OpenOrCreate(new SqliteLedgerStoreOptions { Path = args[0], CheckpointBytes = 64 * 1024 << random.Next(5) }, "crasher");
while (store.Tip < 1_000_000)
{
    store.Append([.. Enumerable.Range(1, random.Next(1, 16)).Select(offset => Workload.Block(store.Tip + offset))]);
    acknowledgements.Write(Encoding.ASCII.GetBytes(store.Tip.ToString(CultureInfo.InvariantCulture) + "\n"));
}
