namespace Qldb.Ledger.Verification;

/// <summary>What a verification of the whole journal found.</summary>
/// <param name="BlockCount">How many blocks were verified, the broken one not included.</param>
/// <param name="RevisionCount">How many revisions those have.</param>
/// <param name="Digest">The digest recomputed from every block; <see langword="null"/> for a broken or empty journal.</param>
/// <param name="Fault">The first fault; <see langword="null"/> for an intact journal.</param>
public sealed record JournalVerification(long BlockCount, long RevisionCount, JournalDigest? Digest, JournalFault? Fault)
{
    /// <summary>Gets whether the journal is intact.</summary>
    public bool IsValid => Fault is null;
}
