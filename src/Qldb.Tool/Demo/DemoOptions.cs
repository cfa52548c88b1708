namespace Qldb.Tool.Demo;

/// <summary>What <c>qldb demo</c> was asked to do.</summary>
/// <param name="Data">Folder of the ledger's file; made if it is not there.</param>
/// <param name="Workers">How many workers run jobs at once.</param>
/// <param name="Transfers">How many ownership transfers to run; the other jobs come in proportion.</param>
/// <param name="Pool">How many sessions the driver's pool may hold.</param>
/// <param name="Seed">Seed of the choice of jobs.</param>
internal sealed record DemoOptions(DirectoryInfo Data, int Workers, int Transfers, int Pool, int Seed)
{
    public string LedgerFile => Path.Combine(Data.FullName, VehicleRegistrationLedger.Name + ".qldb");
}
