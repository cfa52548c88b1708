using Qldb.Actors;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo.Jobs;

/// <summary>Extends a driver's licence by five years from the day on which it would have ended.</summary>
internal sealed class RenewLicense(string personId) : Job
{
    public override string Name => "renew a licence";

    public override async Task<JobOutcome> RunAsync(TransactionExecutor txn, CancellationToken cancellationToken)
    {
        var found = await txn.ReadAsync<License>("SELECT * FROM DriversLicense AS d WHERE d.PersonId = ?", [personId], cancellationToken);
        if (found.Count != 1)
        {
            return new JobOutcome.Refused("the person has no licence");
        }

        var license = found[0];
        await txn.ExecuteAsync(
            "UPDATE DriversLicense AS d SET d.ValidFromDate = ?, d.ValidToDate = ? WHERE d.LicenseNumber = ?",
            [license.ValidToDate, license.ValidToDate.AddYears(5), license.LicenseNumber], cancellationToken);
        return new JobOutcome.Changed(VehicleRegistrationLedger.DriversLicense, license.LicenseNumber);
    }
}
