using System.Globalization;
using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Demo;

/// <summary>Shows what a ledger is for: a document's past, a proof that its present is what the journal says, and a journal that holds together.</summary>
internal sealed class HistoryAndProof(Ledger.Ledger ledger, PooledQldbDriver driver, Display display)
{
    private const int ShownRevisions = 6;

    /// <summary>Shows the latest revisions of a vehicle's registration, then proves the newest by digest and proof.</summary>
    /// <returns>Whether the proof holds, and fails when one bit of it is turned.</returns>
    public async Task<bool> ShowAsync(string vin, CancellationToken cancellationToken)
    {
        var revisions = await driver.ExecuteAsync(async txn =>
        {
            var ids = await txn.ReadAsync<string>("SELECT VALUE id FROM VehicleRegistration AS r BY id WHERE r.VIN = ?", [vin], cancellationToken);
            return await txn.ReadAsync<IonElement>("SELECT * FROM history(VehicleRegistration) AS h WHERE h.metadata.id = ?", [ids.Single()], cancellationToken);
        }, cancellationToken);

        display.Heading($"History of the registration of vehicle {vin}: {revisions.Count} revisions");
        foreach (var revision in revisions.TakeLast(ShownRevisions))
        {
            display.Line($"  version {At(revision, "metadata", "version")} at {At(revision, "metadata", "txTime")}: owner {At(revision, "data", "Owners", "PrimaryOwner", "PersonId")}, block {At(revision, "blockAddress", "sequenceNo")}");
        }

        return Prove(revisions[^1]);
    }

    /// <summary>Recomputes every hash of the journal, and compares with a digest taken before.</summary>
    public async Task<bool> VerifyJournalAsync(CancellationToken cancellationToken)
    {
        var digest = ledger.GetDigest();
        JournalVerification? verification = null;
        await display.StageAsync("Verify every block", digest.Tip.SequenceNo + 1, progress => Task.Run(
            () => verification = ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [digest] }, new Blocks(progress), cancellationToken), cancellationToken));
        display.Result(verification is { Fault: { } fault }
            ? $"The journal is BROKEN at block {fault.SequenceNo}: {fault.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"The journal is intact: {verification!.BlockCount:N0} blocks and {verification.RevisionCount:N0} revisions chain up to digest {digest.Hash}."));
        return verification.IsValid;
    }

    private bool Prove(IonElement committed)
    {
        var address = BlockAddress.TryParse(Element(committed, "blockAddress"), out var parsed) ? parsed : throw new InvalidDataException($"A revision has no block address: {committed}");
        var documentId = QldbId.Parse(Element(committed, "metadata", "id").GetString());
        var digest = ledger.GetDigest();
        var (revision, proof) = ledger.GetRevision(address, documentId, digest.Tip);

        var holds = ProofVerifier.VerifyRevision(revision, proof!, digest.Hash);
        display.Result($"Revision {documentId} of block {address.SequenceNo} {(holds ? "is proved" : "is NOT proved")} by {proof!.Hashes.Count} hashes up to the digest of block {digest.Tip.SequenceNo}.");
        return holds;
    }

    private static string At(IonElement value, params ReadOnlySpan<string> path)
    {
        var found = Element(value, path);
        return found.IsUndefined ? "(none)" : found.Type == IonType.String ? found.GetString() : found.ToString();
    }

    private static IonElement Element(IonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (value.Type != IonType.Struct || !value.TryGetField(step, out value))
            {
                return default;
            }
        }

        return value;
    }

    private sealed class Blocks(IProgress<long> progress) : IProgress<JournalVerificationProgress>
    {
        public void Report(JournalVerificationProgress value) => progress.Report(value.VerifiedBlocks);
    }
}
