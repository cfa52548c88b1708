namespace Amazon.QLDBSession.Model;

/// <summary>Ends the session.</summary>
public partial class EndSessionRequest;
