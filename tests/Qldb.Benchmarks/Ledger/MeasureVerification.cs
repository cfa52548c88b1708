using System.Diagnostics;
using System.Globalization;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>What does it cost to prove a journal, against a plain walk over trees of values and against the hashes alone?</summary>
/// <remarks>
/// The walk is this project's own (<see cref="TreeWalk"/>, <see cref="TreeHash"/>), not that of the official libraries: it goes the way they go, but hashes values itself, and its trees are
/// those of the package Amazon.IonDotnet that the build has, which may be the stand-in with this project's reader beneath.
/// </remarks>
internal sealed class MeasureVerification : IMode
{
    private const int Documents = 20_000;
    private const int WalkedBlocks = 2_000;
    private const int Leaves = 65_536;
    private const int Rounds = 9;
    private const int WarmUps = 5;

    public string Name => "ledger verify";

    public string Usage => "[journal|merkle|proofs]...: verification of a journal against this project's own walk over trees of values (not the official libraries), Merkle rebuild, proofs";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var ledger = await BenchmarkLedger.InMemory();
        await ledger.Fill(Documents);
        if (IsAsked("journal"))
        {
            Journal(ledger.Ledger);
        }

        if (IsAsked("merkle"))
        {
            Merkle();
        }

        if (IsAsked("proofs"))
        {
            Proofs(ledger.Ledger);
        }

        return 0;

        bool IsAsked(string part) => arguments.Length == 0 || arguments.Contains(part);
    }

    private static void Journal(Qldb.Ledger.Ledger ledger)
    {
        var blocks = Enumerable.Range(0, WalkedBlocks).Select(i => ledger.GetBlock(new BlockAddress(ledger.StrandId, i), null).Block.AsBinary().ToArray()).ToList();
        Journal("Verification of the journal, one thread", ledger, blocks, new JournalVerificationOptions { DegreeOfParallelism = 1, IncludeDocuments = false });
        Journal("Journal, documents and index, one thread", ledger, blocks, new JournalVerificationOptions { DegreeOfParallelism = 1 });
        var all = Stopwatch.StartNew();
        var revisions = ledger.VerifyJournal().RevisionCount;
        Print("The same, all threads", $"{revisions / all.Elapsed.TotalSeconds:N0} revisions/s by the clock");
    }

    private static void Journal(string name, Qldb.Ledger.Ledger ledger, List<byte[]> blocks, JournalVerificationOptions options)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            Require(ledger.VerifyJournal(options));
            TreeWalk.Verify(blocks);
        }

        double revisions = ledger.VerifyJournal(options).RevisionCount;
        double[] times = new double[Rounds], walks = new double[Rounds], elapsed = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            times[round] = ProcessorTime(() => Require(ledger.VerifyJournal(options))) / revisions;
            elapsed[round] = clock.Elapsed.TotalMicroseconds / revisions;
            walks[round] = ProcessorTime(() => TreeWalk.Verify(blocks)) / WalkedBlocks;
        }

        var ratios = walks.Zip(times, (walk, time) => walk / time).Order().ToList();
        Print(name,
            $"{1e6 / Median(times):N0} revisions/s of processor time (best {1e6 / times.Min():N0}), {1e6 / Median(elapsed):N0}/s by the clock; "
            + $"walk over trees {1e6 / Median(walks):N0}/s; ratio {ratios[Rounds / 2]:N1} [{ratios[0]:N1}..{ratios[^1]:N1}]");
    }

    private static void Merkle()
    {
        var leaves = Enumerable.Range(0, Leaves).Select(i => QldbHash.OfBytes(BitConverter.GetBytes(i))).ToArray();
        var plain = leaves.Select(leaf => leaf.ToArray()).ToList();
        if (!MerkleTree.Root(leaves).ToArray().AsSpan().SequenceEqual(TreeWalk.Root(plain)))
        {
            throw new InvalidDataException("The two roots differ.");
        }

        Interleaved.Report($"Merkle root of {Leaves:N0} leaves", 0, () => MerkleTree.Root(leaves), "loop of SHA256.HashData", () => TreeWalk.Root(plain));
    }

    private static void Proofs(Qldb.Ledger.Ledger ledger)
    {
        var tip = ledger.Tip;
        var digest = ledger.GetDigest();
        var address = new BlockAddress(tip.StrandId, Documents / 2);
        var block = ledger.GetBlock(address, tip);
        block.Block.TryGetField("blockHash", out var leaf);
        var leafHash = new QldbHash(leaf.GetLob());
        var leafBytes = leafHash.ToArray();
        Interleaved.Report("Digest", 0, () => ledger.GetDigest(), "20 dots of SHA256.HashData", Dots);
        Interleaved.Report("Block with proof", 0, () => ledger.GetBlock(address, tip), "20 dots of SHA256.HashData", Dots);
        Interleaved.Report("Check of a proof", 0, () => ProofVerifier.Verify(leafHash, block.Proof!, digest.Hash), "20 dots of SHA256.HashData", Dots);

        void Dots()
        {
            var folded = leafBytes;
            for (var i = 0; i < 20; i++)
            {
                folded = TreeWalk.Dot(folded, leafBytes);
            }
        }
    }

    private static void Require(JournalVerification verification)
    {
        if (!verification.IsValid)
        {
            throw new InvalidDataException(verification.Fault!.Reason);
        }
    }

    private static double ProcessorTime(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Print(string name, string result) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-42} {result}"));
}
