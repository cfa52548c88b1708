namespace Qldb.Ledger.Server.Sessions;

/// <summary>The seven commands of the session protocol.</summary>
internal enum SessionCommand
{
    StartSession,
    StartTransaction,
    ExecuteStatement,
    FetchPage,
    CommitTransaction,
    AbortTransaction,
    EndSession,
}
