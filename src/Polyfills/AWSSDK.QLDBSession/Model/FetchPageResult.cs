namespace Amazon.QLDBSession.Model;

/// <summary>A further page of a result.</summary>
public partial class FetchPageResult
{
    /// <summary>The reads and writes that the command used up.</summary>
    public IOUsage ConsumedIOs { get; set; }

    /// <summary>The rows.</summary>
    public Page Page { get; set; }

    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }
}
