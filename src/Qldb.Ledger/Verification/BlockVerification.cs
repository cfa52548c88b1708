using Qldb.Ion;

namespace Qldb.Ledger.Verification;

/// <summary>The answer of <see cref="BlockVerifier"/>.</summary>
/// <param name="BlockHash">The block hash that the block states; empty where it states none.</param>
/// <param name="PreviousBlockHash">The hash it is chained to; empty for a first block.</param>
/// <param name="Faults">What does not agree, one sentence each; empty for a valid block.</param>
/// <param name="RevisionCount">How many revisions, or summaries of revisions, the block has.</param>
/// <param name="NotRecomputableCount">How many of those are bound by their hash alone.</param>
public sealed record BlockVerification(
    QldbHash BlockHash, QldbHash PreviousBlockHash, IReadOnlyList<string> Faults, int RevisionCount, int NotRecomputableCount)
{
    /// <summary>Gets whether everything that can be recomputed agrees.</summary>
    public bool IsValid => Faults.Count == 0;
}
