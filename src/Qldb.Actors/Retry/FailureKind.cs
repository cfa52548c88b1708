namespace Qldb.Actors;

/// <summary>The kinds of failure that the driver treats differently.</summary>
internal enum FailureKind
{
    /// <summary>Commit refused because a read was overtaken. The transaction is closed, the session usable at once.</summary>
    Conflict,

    /// <summary>The service does not know the session any more.</summary>
    SessionLost,

    /// <summary>The transaction passed the service's time limit.</summary>
    TransactionExpired,

    /// <summary>The service refused to take the command because of load; it did nothing.</summary>
    Throttled,

    /// <summary>The service failed (500, 503); what it did is unknown.</summary>
    ServiceFault,

    /// <summary>No answer came; what the service did is unknown.</summary>
    ConnectionLost,

    /// <summary>The service said no, and would again.</summary>
    Refused,

    /// <summary>Not a failure of a command: the body's own exception, or a caller's mistake.</summary>
    Foreign,
}
