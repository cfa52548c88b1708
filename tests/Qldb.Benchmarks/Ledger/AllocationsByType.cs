using System.Diagnostics.Tracing;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>What is allocated, by type: the runtime reports about one allocation in every hundred kilobytes, which is enough to see who makes garbage.</summary>
internal sealed class AllocationsByType : EventListener
{
    private const EventKeywords Collector = (EventKeywords)1;

    private readonly Dictionary<string, long> _bytes = [];
    private long _total;

    public IEnumerable<(string Type, double Share)> Shares
    {
        get
        {
            lock (_bytes)
            {
                return [.. from entry in _bytes orderby entry.Value descending select (entry.Key, entry.Value / (double)_total)];
            }
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Collector);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is not { } name || !name.StartsWith("GCAllocationTick", StringComparison.Ordinal))
        {
            return;
        }

        var bytes = Convert.ToInt64(eventData.Payload![eventData.PayloadNames!.IndexOf("AllocationAmount64")], null);
        var type = (string)eventData.Payload[eventData.PayloadNames.IndexOf("TypeName")]!;
        lock (_bytes)
        {
            _bytes[type] = _bytes.GetValueOrDefault(type) + bytes;
            _total += bytes;
        }
    }
}
