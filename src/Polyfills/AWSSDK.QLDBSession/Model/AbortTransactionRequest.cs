namespace Amazon.QLDBSession.Model;

/// <summary>Rolls back the open transaction of the session.</summary>
public partial class AbortTransactionRequest;
