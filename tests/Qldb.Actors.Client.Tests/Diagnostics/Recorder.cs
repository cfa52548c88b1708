using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Qldb.Actors.Client.Tests.Diagnostics;

/// <summary>What OpenTelemetry would collect of one ledger's driver: every measurement and every activity. Tests run side by side, so the ledger's name tells them apart.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly string _ledger;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;

    public Recorder(string ledger)
    {
        _ledger = ledger;
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == QldbTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == QldbTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("db.namespace") == _ledger)
                    Activities.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public sealed record Measurement(string Instrument, string Kind, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);

    public ConcurrentQueue<Measurement> Measurements { get; } = new();

    /// <summary>In the order of their ends.</summary>
    public ConcurrentQueue<Activity> Activities { get; } = new();

    public IEnumerable<Measurement> Of(string instrument) => Measurements.Where(measurement => measurement.Instrument == instrument);

    /// <summary>Looks at the instruments that are only read now and then.</summary>
    public double Read(string instrument, string? state = null)
    {
        Measurements.Clear();
        _meters.RecordObservableInstruments();
        return Of(instrument).Single(measurement => state is null || Equals(measurement.Tags["db.client.connection.state"], state)).Value;
    }

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = tags.ToArray().ToDictionary();
        if (named.ContainsValue(_ledger))
            Measurements.Enqueue(new Measurement(instrument.Name, instrument.GetType().Name.Split('`')[0], instrument.Unit, value, named));
    }
}
