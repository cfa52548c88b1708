namespace Qldb.Actors;

/// <summary>The seven commands of the QLDB session protocol.</summary>
public enum QldbCommand
{
    /// <summary>Opens a session on a ledger.</summary>
    StartSession,

    /// <summary>Opens a transaction on an idle session.</summary>
    StartTransaction,

    /// <summary>Runs one PartiQL statement and returns the first page of its result.</summary>
    ExecuteStatement,

    /// <summary>Returns a further page of a result.</summary>
    FetchPage,

    /// <summary>Commits the open transaction.</summary>
    CommitTransaction,

    /// <summary>Gives the open transaction up; has no effect on an idle session.</summary>
    AbortTransaction,

    /// <summary>Ends the session.</summary>
    EndSession,
}
