namespace Qldb.Actors;

/// <summary>Time that the service spent.</summary>
/// <param name="ProcessingTimeMilliseconds">In milliseconds.</param>
public readonly record struct TimingInformation(long ProcessingTimeMilliseconds)
{
    internal static TimingInformation? From(Amazon.QLDBSession.Model.TimingInformation? timing)
    {
        if (timing is null)
            return null;
        long? milliseconds = timing.ProcessingTimeMilliseconds;
        return new TimingInformation(milliseconds ?? 0);
    }

    internal static TimingInformation? Sum(TimingInformation? left, TimingInformation? right) => (left, right) switch
    {
        ({ } a, { } b) => new TimingInformation(a.ProcessingTimeMilliseconds + b.ProcessingTimeMilliseconds),
        _ => left ?? right,
    };
}
