namespace Amazon.QLDBSession.Model;

/// <summary>An ended session.</summary>
public partial class EndSessionResult
{
    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }
}
