namespace Qldb.Ledger.Verification;

/// <summary>The first place where a journal is broken, and why.</summary>
/// <param name="SequenceNo">The block; the number after the last one where the journal as a whole is at fault.</param>
/// <param name="Reason">What does not agree.</param>
public sealed record JournalFault(long SequenceNo, string Reason);
