using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Tool.Ledgers;

/// <summary>A ledger of a data folder, open in this process.</summary>
internal sealed class FolderLedger(Ledger.Ledger ledger, LedgerDescription description) : ILedgerAccess
{
    public LedgerDescription Description => description;

    public PooledQldbDriver CreateDriver() => new(new QldbDriverOptions { LedgerName = ledger.Name }, new EmbeddedSessionClient(ledger));

    public Task<JournalDigest> GetDigestAsync(CancellationToken cancellationToken) => Task.FromResult(ledger.GetDigest());

    public Task<JournalRevision> GetRevisionAsync(BlockAddress address, QldbId documentId, BlockAddress digestTip, CancellationToken cancellationToken) =>
        Task.FromResult(ledger.GetRevision(address, documentId, digestTip));

    public Task<JournalVerification> VerifyAsync(IReadOnlyList<JournalDigest> knownDigests, IProgress<JournalVerificationProgress> progress, CancellationToken cancellationToken) =>
        Task.Run(() => ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = knownDigests }, progress, cancellationToken), cancellationToken);

    public void Dispose() => ledger.Dispose();
}
