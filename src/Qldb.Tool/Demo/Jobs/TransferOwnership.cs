using Qldb.Actors;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo.Jobs;

/// <summary>Makes another person a vehicle's primary owner, after the checks that an office makes.</summary>
internal sealed class TransferOwnership(string vin, string buyerId) : Job
{
    private const decimal LargestOpenPenalty = 550m;

    public override string Name => "transfer ownership";

    public override async Task<JobOutcome> RunAsync(TransactionExecutor txn, CancellationToken cancellationToken)
    {
        var registration = await RegistrationOfAsync(txn, vin, cancellationToken);
        if (registration.Owners.PrimaryOwner.PersonId == buyerId)
        {
            return new JobOutcome.Refused("the buyer owns the vehicle already");
        }

        if (registration.PendingPenaltyTicketAmount > LargestOpenPenalty)
        {
            return new JobOutcome.Refused("penalties are open");
        }

        var buyers = await txn.ReadAsync<string>("SELECT VALUE p.GovId FROM Person AS p BY id WHERE id = ?", [buyerId], cancellationToken);
        if (buyers.Count != 1)
        {
            return new JobOutcome.Refused("the buyer is not registered");
        }

        await txn.ExecuteAsync("UPDATE VehicleRegistration AS r SET r.Owners.PrimaryOwner = ? WHERE r.VIN = ?", [new OwnerReference(buyerId), vin], cancellationToken);
        return new JobOutcome.Changed(VehicleRegistrationLedger.VehicleRegistration, vin);
    }
}
