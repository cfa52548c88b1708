using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Checks one block, from GetBlock, an export or a stream's block summary, by QLDB's own rules: what a component hashes to must be contained in the list of
/// entries, at whatever place (journal-and-verification, sections 3 to 7 and 16).
/// </summary>
/// <remarks>It reads foreign input: whatever it is given, the answer is a list of faults, not an exception.</remarks>
public static class BlockVerifier
{
    /// <summary>Checks a block struct.</summary>
    public static BlockVerification Verify(IonElement block)
    {
        if (block.IsUndefined || block.Type != IonType.Struct || block.IsNull)
        {
            return new BlockVerification(QldbHash.Empty, QldbHash.Empty, ["A block is an Ion struct."], 0, 0);
        }

        var faults = new List<string>();
        var blockHash = ReadHash(block, JournalFields.BlockHash, isOptional: false, faults);
        var entriesHash = ReadHash(block, JournalFields.EntriesHash, isOptional: false, faults);
        var previousBlockHash = ReadHash(block, JournalFields.PreviousBlockHash, isOptional: true, faults);
        var entries = ReadEntries(block, faults);
        if (faults.Count > 0)
        {
            return new BlockVerification(blockHash, previousBlockHash, faults, 0, 0);
        }

        Check(MerkleTree.Root([.. entries]) == entriesHash, "entriesHash is not the Merkle root of entriesHashList.", faults);
        Check(JournalHash.Dot(entriesHash, previousBlockHash) == blockHash, "blockHash is not the dot of entriesHash and previousBlockHash.", faults);
        CheckContained(block, JournalFields.TransactionInfo, entries, faults);
        CheckContained(block, JournalFields.RedactionInfo, entries, faults);
        var (count, notRecomputable) = CheckRevisions(block, entries, faults);
        return new BlockVerification(blockHash, previousBlockHash, faults, count, notRecomputable);
    }

    private static void CheckContained(IonElement block, string field, List<QldbHash> entries, List<string> faults)
    {
        if (block.TryGetField(field, out var component))
        {
            Check(entries.Contains(QldbHash.Of(component)), $"The hash of {field} is not among the entries.", faults);
        }
    }

    private static (int Count, int NotRecomputable) CheckRevisions(IonElement block, List<QldbHash> entries, List<string> faults)
    {
        var isSummary = !block.TryGetField(JournalFields.Revisions, out var revisions);
        if (isSummary && !block.TryGetField(JournalFields.RevisionSummaries, out revisions))
        {
            return (0, 0);
        }

        if (revisions.Type != IonType.List || revisions.IsNull)
        {
            faults.Add("The revisions of a block are an Ion list.");
            return (0, 0);
        }

        var hashes = new List<QldbHash>();
        var notRecomputable = 0;
        foreach (var revision in revisions.EnumerateElements())
        {
            var (verdict, hash) = isSummary
                ? new RevisionVerification(RevisionVerdict.NotRecomputable, RevisionVerifier.ReadHash(revision, JournalFields.Hash))
                : RevisionVerifier.Verify(revision);
            Check(verdict != RevisionVerdict.Invalid && !hash.IsEmpty, $"Revision {hashes.Count} does not agree with its hash.", faults);
            CheckPlace(block, revision, hashes.Count, faults);
            notRecomputable += verdict == RevisionVerdict.NotRecomputable ? 1 : 0;
            hashes.Add(hash);
        }

        Check(hashes.Count == 0 || entries.Contains(MerkleTree.Root([.. hashes])), "The Merkle root of the revisions is not among the entries.", faults);
        return (hashes.Count, notRecomputable);
    }

    /// <summary>A revision names its block and its transaction; both must be this one.</summary>
    private static void CheckPlace(IonElement block, IonElement revision, int position, List<string> faults)
    {
        if (revision.Type != IonType.Struct || revision.IsNull)
        {
            return;
        }

        if (revision.TryGetField(JournalFields.BlockAddress, out var address) && block.TryGetField(JournalFields.BlockAddress, out var blockAddress))
        {
            Check(address == blockAddress, $"Revision {position} has the address of another block.", faults);
        }

        if (revision.TryGetField(JournalFields.Metadata, out var metadata) && metadata.Type == IonType.Struct && !metadata.IsNull
            && metadata.TryGetField(JournalFields.TxId, out var transactionId) && block.TryGetField(JournalFields.TransactionId, out var blockTransactionId))
        {
            Check(transactionId == blockTransactionId, $"Revision {position} has the id of another transaction.", faults);
        }
    }

    private static List<QldbHash> ReadEntries(IonElement block, List<string> faults)
    {
        var entries = new List<QldbHash>();
        if (!block.TryGetField(JournalFields.EntriesHashList, out var list) || list.Type != IonType.List || list.IsNull)
        {
            faults.Add("entriesHashList is missing, or not a list.");
            return entries;
        }

        foreach (var entry in list.EnumerateElements())
        {
            if (entry.Type != IonType.Blob || entry.IsNull || entry.GetLob().Length is not (0 or QldbHash.Size))
            {
                faults.Add($"Entry {entries.Count} of entriesHashList is not a blob of 32 bytes, nor an empty one.");
                return entries;
            }

            entries.Add(new QldbHash(entry.GetLob()));
        }

        return entries;
    }

    private static QldbHash ReadHash(IonElement block, string field, bool isOptional, List<string> faults)
    {
        var hash = RevisionVerifier.ReadHash(block, field);
        var isAbsent = !block.TryGetField(field, out var value) || (value.Type == IonType.Blob && !value.IsNull && value.GetLob().IsEmpty);
        Check(!hash.IsEmpty || (isOptional && isAbsent), $"{field} is missing, or not a blob of 32 bytes.", faults);
        return hash;
    }

    private static void Check(bool holds, string fault, List<string> faults)
    {
        if (!holds)
        {
            faults.Add(fault);
        }
    }
}
