using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo;

/// <summary>What must be true of the ledger whatever the workers did. Read in one transaction, so it is one state that is judged.</summary>
internal static class Invariants
{
    /// <summary>Every violation found, in words; none when all is well.</summary>
    /// <param name="driver">The driver to read through.</param>
    /// <param name="before">Revisions in the histories before the jobs ran.</param>
    /// <param name="tally">The changes that were acknowledged since.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public static async Task<IReadOnlyList<string>> CheckAsync(PooledQldbDriver driver, RevisionCounts before, JobTally tally, CancellationToken cancellationToken) =>
        await driver.ExecuteAsync(async txn =>
        {
            var violations = new List<string>();
            var people = (await txn.ReadAsync<string>("SELECT VALUE id FROM Person BY id", [], cancellationToken)).ToHashSet();
            var vehicles = await txn.ReadAsync<string>("SELECT VALUE VIN FROM Vehicle", [], cancellationToken);
            var registrations = await txn.ReadAsync<Registration>("SELECT * FROM VehicleRegistration", [], cancellationToken);
            var licensed = await txn.ReadAsync<string>("SELECT VALUE PersonId FROM DriversLicense", [], cancellationToken);

            violations.AddRange(vehicles.GroupBy(vin => vin).Where(same => same.Count() > 1).Select(same => $"Vehicle {same.Key} is in the ledger {same.Count()} times."));
            var byVin = registrations.ToLookup(registration => registration.VIN);
            violations.AddRange(vehicles.Where(vin => byVin[vin].Count() != 1).Select(vin => $"Vehicle {vin} has {byVin[vin].Count()} registrations; it must have exactly one."));
            violations.AddRange(registrations.ExceptBy(vehicles, registration => registration.VIN).Select(registration => $"A registration names vehicle {registration.VIN}, which is not in the ledger."));
            foreach (var registration in registrations)
            {
                var owners = registration.Owners.SecondaryOwners.Prepend(registration.Owners.PrimaryOwner).Select(owner => owner.PersonId).ToList();
                violations.AddRange(owners.Where(owner => !people.Contains(owner)).Select(owner => $"Vehicle {registration.VIN} belongs to {owner}, who is not a person in the ledger."));
                var secondary = owners.Skip(1).ToList();
                if (secondary.Distinct().Count() != secondary.Count)
                {
                    violations.Add($"Vehicle {registration.VIN} names a secondary owner twice.");
                }
            }

            violations.AddRange(licensed.GroupBy(person => person).Where(same => same.Count() > 1).Select(same => $"Person {same.Key} has {same.Count()} licences."));
            violations.AddRange(Expect("people", SampleData.Read(VehicleRegistrationLedger.Person).Count(), people.Count));
            violations.AddRange(Expect("vehicles", SampleData.Read(VehicleRegistrationLedger.Vehicle).Count(), vehicles.Count));
            violations.AddRange(Expect("licences", SampleData.Read(VehicleRegistrationLedger.DriversLicense).Count(), licensed.Count));

            // Nothing lost and nothing done twice: each acknowledged change is exactly one more revision.
            var after = await RevisionCounts.ReadAsync(txn, cancellationToken);
            violations.AddRange(Expect("revisions of registrations", before.Registrations + tally.ChangesOf(VehicleRegistrationLedger.VehicleRegistration), after.Registrations));
            violations.AddRange(Expect("revisions of licences", before.Licenses + tally.ChangesOf(VehicleRegistrationLedger.DriversLicense), after.Licenses));
            return violations;
        }, cancellationToken);

    private static IEnumerable<string> Expect(string what, long expected, long found)
    {
        if (expected != found)
        {
            yield return $"There are {found:N0} {what}; there must be {expected:N0}.";
        }
    }
}

/// <summary>How many revisions the histories of the two changing tables hold.</summary>
internal sealed record RevisionCounts(long Registrations, long Licenses)
{
    public static async Task<RevisionCounts> ReadAsync(TransactionExecutor txn, CancellationToken cancellationToken) => new(
        (await txn.ReadAsync<Count>("SELECT COUNT(*) AS n FROM history(VehicleRegistration)", [], cancellationToken))[0].n,
        (await txn.ReadAsync<Count>("SELECT COUNT(*) AS n FROM history(DriversLicense)", [], cancellationToken))[0].n);

    private sealed record Count(long n);
}
