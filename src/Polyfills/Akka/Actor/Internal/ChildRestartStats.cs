using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>A child, and how often it was restarted.</summary>
public class ChildRestartStats
{
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public IInternalActorRef Child { get; }
    public long Uid => Child.Path.Uid;
    public uint MaxNrOfRetriesCount { get; private set; }
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts a restart and says whether it is granted. A window without a number grants one restart per window.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0) return false;
        if (withinTimeMilliseconds <= 0) return maxNrOfRetries < 0 || ++MaxNrOfRetriesCount <= maxNrOfRetries;

        var retries = maxNrOfRetries < 0 ? 1 : maxNrOfRetries;
        var now = Stopwatch.GetTimestamp();
        if (RestartTimeWindowStartTicks == 0) RestartTimeWindowStartTicks = now;
        if (Stopwatch.GetElapsedTime(RestartTimeWindowStartTicks, now).TotalMilliseconds > withinTimeMilliseconds)
        {
            MaxNrOfRetriesCount = 1;
            RestartTimeWindowStartTicks = now;
            return true;
        }
        return ++MaxNrOfRetriesCount <= retries;
    }
}
