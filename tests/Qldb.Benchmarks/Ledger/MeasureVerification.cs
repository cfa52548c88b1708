using System.Diagnostics;
using System.Globalization;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>What does proving cost: the whole journal, a digest, a proof? Each beside its bound.</summary>
internal sealed class MeasureVerification : IMode
{
    private const int Documents = 20_000;

    public string Name => "ledger verify";

    public string Usage => "verification of a journal, digests and proofs";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var ledger = await BenchmarkLedger.InMemory();
        await ledger.Fill(Documents);
        var hash = new byte[32];
        var document = BenchmarkLedger.Document(1);
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var verified = ledger.Ledger.VerifyJournal(new JournalVerificationOptions { DegreeOfParallelism = 1 });
            var one = clock.Elapsed;
            clock.Restart();
            var parallel = ledger.Ledger.VerifyJournal();
            Print("verification of the whole journal", verified.IsValid && parallel.IsValid
                ? $"{verified.RevisionCount / one.TotalSeconds:N0} revisions/s on one thread, {parallel.RevisionCount / clock.Elapsed.TotalSeconds:N0} on all"
                : $"FAILED: {verified.Fault ?? parallel.Fault}");
        }

        Interleaved.Report("Ion hash of a 500 B document", document.Length, () => IonHash.Compute(document, hash), "SHA-256 of it", () => System.Security.Cryptography.SHA256.HashData(document, hash));
        var tip = ledger.Ledger.Tip;
        var digest = ledger.Ledger.GetDigest();
        var address = new BlockAddress(tip.StrandId, 12_345);
        var block = ledger.Ledger.GetBlock(address, tip);
        block.Block.TryGetField("blockHash", out var leaf);
        var (leafHash, dots) = (new QldbHash(leaf.GetLob()), 20);
        Interleaved.Report("digest", 0, () => ledger.Ledger.GetDigest(), "20 dots", Dots);
        Interleaved.Report("block with proof", 0, () => ledger.Ledger.GetBlock(address, tip), "20 dots", Dots);
        Interleaved.Report("check of a proof", 0, () => ProofVerifier.Verify(leafHash, block.Proof!, digest.Hash), "20 dots", Dots);

        return 0;

        void Dots()
        {
            var folded = leafHash;
            for (var i = 0; i < dots; i++)
            {
                folded = folded.Dot(leafHash);
            }
        }
    }

    private static void Print(string name, string result) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-70} {result}"));
}
