namespace Qldb.Actors;

/// <summary>The name under which the driver is found by OpenTelemetry.</summary>
public static class QldbTelemetry
{
    /// <summary>The name of the meter and of the activity source: pass it to <c>AddMeter</c> and <c>AddSource</c>.</summary>
    public const string Name = "Qldb.Actors";
}
