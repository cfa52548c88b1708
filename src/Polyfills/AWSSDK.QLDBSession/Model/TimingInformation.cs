namespace Amazon.QLDBSession.Model;

/// <summary>What a command cost in time on the server.</summary>
public partial class TimingInformation
{
    /// <summary>Milliseconds between the request's arrival and the response.</summary>
    public long? ProcessingTimeMilliseconds { get; set; }
}
