namespace Qldb.Ledger.Verification;

/// <summary>How far a verification is.</summary>
/// <param name="VerifiedBlocks">Blocks verified so far.</param>
/// <param name="TotalBlocks">Blocks there are.</param>
public readonly record struct JournalVerificationProgress(long VerifiedBlocks, long TotalBlocks);
