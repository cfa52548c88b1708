namespace Qldb.Ledger.Transactions;

/// <summary>The client confirmed other statements than were executed. The transaction stays open.</summary>
internal sealed class DigestMismatchException() : Exception("Digests don't match");
