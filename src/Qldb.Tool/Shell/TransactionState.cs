namespace Qldb.Tool.Shell;

/// <summary>Where a shell is between BEGIN and COMMIT.</summary>
internal enum TransactionState
{
    /// <summary>Each statement is a transaction of its own.</summary>
    None,

    Open,

    /// <summary>A statement failed and the transaction is gone; what follows belongs to it until COMMIT or ABORT, and is not run.</summary>
    Failed,
}
