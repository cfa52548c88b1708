using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Tool.Ledgers;

/// <summary>One ledger that can be reached, wherever it is.</summary>
internal interface ILedgerAccess : IDisposable
{
    LedgerDescription Description { get; }

    /// <summary>Makes a driver for statements. The caller disposes it first.</summary>
    PooledQldbDriver CreateDriver();

    Task<JournalDigest> GetDigestAsync(CancellationToken cancellationToken);

    /// <summary>A revision, and the proof that leads from it to the digest of a tip.</summary>
    Task<JournalRevision> GetRevisionAsync(BlockAddress address, QldbId documentId, BlockAddress digestTip, CancellationToken cancellationToken);

    /// <summary>Recomputes every hash from the first block to the tip.</summary>
    Task<JournalVerification> VerifyAsync(IReadOnlyList<JournalDigest> knownDigests, IProgress<JournalVerificationProgress> progress, CancellationToken cancellationToken);
}
