using Qldb.Actors;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo.Jobs;

/// <summary>Finds the vehicles that a person owns, by join, as the tutorial does.</summary>
internal sealed class FindVehicles(string personId) : Job
{
    public override string Name => "find a person's vehicles";

    public override async Task<JobOutcome> RunAsync(TransactionExecutor txn, CancellationToken cancellationToken)
    {
        var vehicles = await txn.ReadAsync<Vehicle>(
            "SELECT v.VIN, v.Make, v.Model, v.\"Year\" FROM VehicleRegistration AS r INNER JOIN Vehicle AS v ON r.VIN = v.VIN WHERE r.Owners.PrimaryOwner.PersonId = ?",
            [personId],
            cancellationToken);
        return new JobOutcome.Answered(vehicles.Count);
    }
}
