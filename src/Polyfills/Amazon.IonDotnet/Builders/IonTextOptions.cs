namespace Amazon.IonDotnet.Builders;

/// <summary>How Ion text is written.</summary>
public class IonTextOptions
{
    public static readonly IonTextOptions Default = new();

    /// <summary>Writes JSON: what JSON has no form for becomes a string, a number or null.</summary>
    public static readonly IonTextOptions Json = new()
    {
        SymbolAsString = true,
        SkipAnnotations = true,
        UntypedNull = true,
        BlobAsString = true,
        TimestampAsString = true,
        IsJson = true,
    };

    public bool PrettyPrint { get; set; }

    public bool SymbolAsString { get; set; }

    public bool SkipAnnotations { get; set; }

    public bool UntypedNull { get; set; }

    public bool TimestampAsMillis { get; set; }

    public bool WriteVersionMarker { get; set; }

    public bool BlobAsString { get; set; }

    public bool TimestampAsString { get; set; }

    public string LineSeparator { get; set; } = Environment.NewLine;

    public int LongStringThreshold { get; set; } = int.MaxValue;

    internal bool IsJson { get; private init; }
}
