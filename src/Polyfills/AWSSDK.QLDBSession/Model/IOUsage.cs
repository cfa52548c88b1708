namespace Amazon.QLDBSession.Model;

/// <summary>What a command cost in reads and writes.</summary>
public partial class IOUsage
{
    /// <summary>Read requests.</summary>
    public long? ReadIOs { get; set; }

    /// <summary>Write requests.</summary>
    public long? WriteIOs { get; set; }
}
