using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Tool.Ledgers;

/// <summary>Verifies a journal that only comes block by block: each block by its own hashes, the chain between them, and the digest over all.</summary>
/// <param name="getDigest">Asks for the digest of the present tip.</param>
/// <param name="getBlock">Asks for one block.</param>
internal sealed class ServedJournal(Func<CancellationToken, Task<JournalDigest>> getDigest, Func<BlockAddress, CancellationToken, Task<IonElement>> getBlock)
{
    // Enough to hide the way there and back, few enough for any server's limit.
    private const int BlocksAhead = 8;

    private readonly DigestFold _digest = new();
    private QldbHash _lastBlockHash;
    private long _revisions;

    public async Task<JournalVerification> VerifyAsync(
        IReadOnlyList<JournalDigest> knownDigests, IProgress<JournalVerificationProgress> progress, CancellationToken cancellationToken)
    {
        var served = await getDigest(cancellationToken);
        var fault = FindForeign(knownDigests, served) ?? await FindFaultAsync(served, knownDigests, progress, cancellationToken);
        if (fault is null && _digest.Root() != served.Hash)
        {
            fault = new JournalFault(served.Tip.SequenceNo + 1, $"The server gives the digest {served.Hash}, but its blocks come to {_digest.Root()}.");
        }

        return new JournalVerification(_digest.Count, _revisions, fault is null ? served : null, fault);
    }

    private static JournalFault? FindForeign(IReadOnlyList<JournalDigest> knownDigests, JournalDigest served)
    {
        foreach (var known in knownDigests)
        {
            if (known.Tip.StrandId != served.Tip.StrandId)
            {
                return new JournalFault(0, $"The known digest of strand {known.Tip.StrandId} is not of this ledger, whose strand is {served.Tip.StrandId}.");
            }

            if (known.Tip.SequenceNo > served.Tip.SequenceNo)
            {
                return new JournalFault(
                    served.Tip.SequenceNo + 1, $"The journal ends with block {served.Tip.SequenceNo}; the known digest covers block {known.Tip.SequenceNo}.");
            }
        }

        return null;
    }

    private async Task<JournalFault?> FindFaultAsync(
        JournalDigest served, IReadOnlyList<JournalDigest> knownDigests, IProgress<JournalVerificationProgress> progress, CancellationToken cancellationToken)
    {
        using var stopAsking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var known = knownDigests.ToLookup(digest => digest.Tip.SequenceNo, digest => digest.Hash);
        var coming = new Queue<Task<IonElement>>();
        var asked = 0L;
        try
        {
            for (var sequenceNo = 0L; sequenceNo <= served.Tip.SequenceNo; sequenceNo++)
            {
                for (; asked <= served.Tip.SequenceNo && coming.Count < BlocksAhead; asked++)
                {
                    coming.Enqueue(getBlock(new BlockAddress(served.Tip.StrandId, asked), stopAsking.Token));
                }

                var address = new BlockAddress(served.Tip.StrandId, sequenceNo);
                if (FindFault(await coming.Dequeue(), address) is { } reason)
                {
                    return new JournalFault(sequenceNo, $"Block {sequenceNo}: {reason}");
                }

                if (known[sequenceNo].Any(hash => hash != _digest.Root()))
                {
                    return new JournalFault(sequenceNo, $"The journal up to block {sequenceNo} is not the one of the known digest {known[sequenceNo].First(hash => hash != _digest.Root())}.");
                }

                progress.Report(new JournalVerificationProgress(_digest.Count, served.Tip.SequenceNo + 1));
            }

            return null;
        }
        finally
        {
            await stopAsking.CancelAsync();
            await Task.WhenAll(coming).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private string? FindFault(IonElement block, BlockAddress address)
    {
        var verified = BlockVerifier.Verify(block);
        if (!verified.IsValid)
        {
            return string.Join(' ', verified.Faults);
        }

        if (!block.TryGetField("blockAddress", out var stated) || !BlockAddress.TryParse(stated, out var parsed) || parsed != address)
        {
            return "it does not have the address that it was asked for by.";
        }

        if (verified.PreviousBlockHash != _lastBlockHash)
        {
            return "it is not chained to the block before it.";
        }

        _lastBlockHash = verified.BlockHash;
        _revisions += verified.RevisionCount;
        _digest.Add(verified.BlockHash);
        return null;
    }
}
