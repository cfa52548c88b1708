namespace Amazon.QLDBSession.Model;

/// <summary>A started session.</summary>
public partial class StartSessionResult
{
    /// <summary>Identifies the session in every later command.</summary>
    public string SessionToken { get; set; }

    /// <summary>How long the service worked on the command.</summary>
    public TimingInformation TimingInformation { get; set; }
}
