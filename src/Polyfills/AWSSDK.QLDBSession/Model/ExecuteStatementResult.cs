namespace Amazon.QLDBSession.Model;

/// <summary>The beginning of a statement's result.</summary>
public partial class ExecuteStatementResult
{
    /// <summary>The reads and writes that the command used up.</summary>
    public IOUsage ConsumedIOs { get; set; }

    /// <summary>The first rows.</summary>
    public Page FirstPage { get; set; }

    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }
}
