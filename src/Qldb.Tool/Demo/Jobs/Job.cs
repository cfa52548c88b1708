using Qldb.Actors;
using Qldb.Tool.Ledgers;

namespace Qldb.Tool.Demo.Jobs;

/// <summary>One piece of the registration office's work, done in one transaction. The body may run more than once, so it reads everything anew.</summary>
internal abstract class Job
{
    /// <summary>The job's name in the summary.</summary>
    public abstract string Name { get; }

    /// <summary>Does the work inside a transaction.</summary>
    public abstract Task<JobOutcome> RunAsync(TransactionExecutor txn, CancellationToken cancellationToken);

    /// <summary>Reads the one registration of a vehicle, and insists that there is exactly one.</summary>
    protected static async Task<Registration> RegistrationOfAsync(TransactionExecutor txn, string vin, CancellationToken cancellationToken)
    {
        var found = await txn.ReadAsync<Registration>("SELECT * FROM VehicleRegistration AS r WHERE r.VIN = ?", [vin], cancellationToken);
        return found.Count == 1 ? found[0] : throw new InvalidDataException($"Vehicle {vin} has {found.Count} registrations; it must have exactly one.");
    }
}

/// <summary>How a job ended: what it changed, or why it refused to.</summary>
internal abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>Work that only reads.</summary>
    public sealed record Answered(int Rows) : JobOutcome;

    /// <summary>One document of <paramref name="Table"/> got a new revision.</summary>
    public sealed record Changed(string Table, string Key) : JobOutcome;

    /// <summary>A check said no; nothing was changed.</summary>
    public sealed record Refused(string Reason) : JobOutcome;
}
