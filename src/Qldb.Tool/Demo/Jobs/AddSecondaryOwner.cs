using Qldb.Actors;

namespace Qldb.Tool.Demo.Jobs;

/// <summary>Adds a person to a vehicle's secondary owners, unless that person owns it already.</summary>
internal sealed class AddSecondaryOwner(string vin, string personId) : Job
{
    public override string Name => "add a secondary owner";

    public override async Task<JobOutcome> RunAsync(TransactionExecutor txn, CancellationToken cancellationToken)
    {
        var owners = (await RegistrationOfAsync(txn, vin, cancellationToken)).Owners;
        if (owners.PrimaryOwner.PersonId == personId || owners.SecondaryOwners.Any(owner => owner.PersonId == personId))
        {
            return new JobOutcome.Refused("the person owns the vehicle already");
        }

        await txn.ExecuteAsync("FROM VehicleRegistration AS r WHERE r.VIN = ? INSERT INTO r.Owners.SecondaryOwners VALUE ?", [vin, new OwnerReference(personId)], cancellationToken);
        return new JobOutcome.Changed(VehicleRegistrationLedger.VehicleRegistration, vin);
    }
}
