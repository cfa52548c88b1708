namespace Amazon.QLDBSession.Model;

/// <summary>Starts a transaction in the session.</summary>
public partial class StartTransactionRequest;
