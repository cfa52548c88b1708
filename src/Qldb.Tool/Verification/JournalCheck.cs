using System.Globalization;
using Qldb.Ledger.Verification;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary>Verifies the journal of a ledger from its first block to its tip, and says what was found.</summary>
internal sealed class JournalCheck(ILedgerAccess ledger, Report report)
{
    public async Task<int> RunAsync(IReadOnlyList<JournalDigest> known, CancellationToken cancellationToken)
    {
        var tip = (await ledger.GetDigestAsync(cancellationToken)).Tip;
        JournalVerification found = null!;
        await report.StageAsync("Verify every block", tip.SequenceNo + 1, async progress => found = await ledger.VerifyAsync(known, new Blocks(progress), cancellationToken));
        Tell(found, known.Count);
        return found.IsValid ? ExitCode.Done : ExitCode.Failed;
    }

    private void Tell(JournalVerification found, int knownDigests) => report.Result(
        text => text.WriteLine(found.Fault is { } fault
            ? $"The journal of ledger '{ledger.Description.Name}' is BROKEN at block {fault.SequenceNo}: {fault.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"The journal of ledger '{ledger.Description.Name}' is intact: {found.BlockCount:N0} blocks and {found.RevisionCount:N0} revisions chain up to digest {found.Digest!.Hash}{Known(knownDigests)}.")),
        json =>
        {
            json.WriteString("ledger", ledger.Description.Name);
            json.WriteBoolean("verified", found.IsValid);
            json.WriteNumber("blocks", found.BlockCount);
            json.WriteNumber("revisions", found.RevisionCount);
            json.WriteNumber("knownDigests", knownDigests);
            if (found.Digest is { } digest)
            {
                json.WriteDigest(digest);
            }

            if (found.Fault is { } fault)
            {
                json.WriteStartObject("fault");
                json.WriteNumber("sequenceNo", fault.SequenceNo);
                json.WriteString("reason", fault.Reason);
                json.WriteEndObject();
            }
        });

    private static string Known(int digests) => digests switch
    {
        0 => "",
        1 => ", and the known digest is one of this journal",
        _ => $", and the {digests} known digests are of this journal",
    };

    private sealed class Blocks(IProgress<long> progress) : IProgress<JournalVerificationProgress>
    {
        public void Report(JournalVerificationProgress value) => progress.Report(value.VerifiedBlocks);
    }
}
