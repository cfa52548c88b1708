namespace Amazon.QLDBSession.Model;

/// <summary>One command for a ledger: exactly one of the command members is set, and every command but StartSession carries the session token.</summary>
public partial class SendCommandRequest : AmazonQLDBSessionRequest
{
    /// <summary>Rolls back the open transaction.</summary>
    public AbortTransactionRequest AbortTransaction { get; set; }

    /// <summary>Commits the open transaction.</summary>
    public CommitTransactionRequest CommitTransaction { get; set; }

    /// <summary>Ends the session.</summary>
    public EndSessionRequest EndSession { get; set; }

    /// <summary>Runs a statement in the open transaction.</summary>
    public ExecuteStatementRequest ExecuteStatement { get; set; }

    /// <summary>Fetches the next page of a result.</summary>
    public FetchPageRequest FetchPage { get; set; }

    /// <summary>The session that the command is for; not set with StartSession.</summary>
    public string SessionToken { get; set; }

    /// <summary>Starts a session with a ledger.</summary>
    public StartSessionRequest StartSession { get; set; }

    /// <summary>Starts a transaction.</summary>
    public StartTransactionRequest StartTransaction { get; set; }
}
