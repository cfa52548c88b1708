namespace Qldb.Ledger.Transactions;

/// <summary>Another transaction has changed what this one read.</summary>
internal sealed class ConflictException()
    : Exception("Optimistic concurrency control (OCC) failure encountered while committing the transaction");
