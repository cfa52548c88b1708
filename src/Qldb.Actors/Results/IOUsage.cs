namespace Qldb.Actors;

/// <summary>Input and output requests that the service counted.</summary>
/// <param name="ReadIOs">Reads.</param>
/// <param name="WriteIOs">Writes.</param>
public readonly record struct IOUsage(long ReadIOs, long WriteIOs)
{
    internal static IOUsage? From(Amazon.QLDBSession.Model.IOUsage? usage)
    {
        if (usage is null)
            return null;
        long? reads = usage.ReadIOs, writes = usage.WriteIOs; // nullable in one line of the SDK, not in the other
        return new IOUsage(reads ?? 0, writes ?? 0);
    }

    internal static IOUsage? Sum(IOUsage? left, IOUsage? right) => (left, right) switch
    {
        ({ } a, { } b) => new IOUsage(a.ReadIOs + b.ReadIOs, a.WriteIOs + b.WriteIOs),
        _ => left ?? right,
    };
}
