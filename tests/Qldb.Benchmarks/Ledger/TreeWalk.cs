using System.Security.Cryptography;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>
/// Verifies blocks as the service's own samples do it: each block becomes a tree of values, each hash and each dot is a call of SHA-256, the digest is
/// a Merkle tree over all block hashes.
/// </summary>
internal static class TreeWalk
{
    /// <summary>The digest of the blocks, which are served blocks in Ion binary.</summary>
    /// <exception cref="InvalidDataException">A hash does not agree.</exception>
    public static byte[] Verify(IEnumerable<byte[]> blocks)
    {
        var blockHashes = new List<byte[]>();
        byte[] previous = [];
        foreach (var block in blocks)
        {
            previous = VerifyBlock(IonLoader.Default.Load(block).GetElementAt(0), previous);
            blockHashes.Add(previous);
        }

        return Root(blockHashes);
    }

    public static byte[] Root(List<byte[]> level)
    {
        while (level.Count > 1)
        {
            var joined = new List<byte[]>((level.Count + 1) / 2);
            for (var i = 0; i < level.Count; i += 2)
            {
                joined.Add(i + 1 < level.Count ? Dot(level[i], level[i + 1]) : level[i]);
            }

            level = joined;
        }

        return level.Count == 0 ? [] : level[0];
    }

    public static byte[] Dot(byte[] left, byte[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == 0 ? right : left;
        }

        return SHA256.HashData(Compare(left, right) < 0 ? [.. left, .. right] : [.. right, .. left]);
    }

    private static byte[] VerifyBlock(IIonValue block, byte[] previousBlockHash)
    {
        var entries = Elements(block.GetField("entriesHashList")).ConvertAll(Bytes);
        Require(Bytes(block.GetField("previousBlockHash")).SequenceEqual(previousBlockHash));
        if (block.ContainsField("transactionInfo"))
        {
            RequireEntry(entries, TreeHash.Of(block.GetField("transactionInfo")));
        }

        if (block.ContainsField("revisions"))
        {
            RequireEntry(entries, Root(Elements(block.GetField("revisions")).ConvertAll(VerifyRevision)));
        }

        var entriesHash = Root(entries);
        var blockHash = Dot(entriesHash, previousBlockHash);
        Require(Bytes(block.GetField("entriesHash")).SequenceEqual(entriesHash));
        Require(Bytes(block.GetField("blockHash")).SequenceEqual(blockHash));
        return blockHash;
    }

    private static byte[] VerifyRevision(IIonValue revision)
    {
        var hash = Bytes(revision.GetField("hash"));
        if (revision.ContainsField("metadata"))
        {
            Require(hash.SequenceEqual(Dot(TreeHash.Of(revision.GetField("metadata")), TreeHash.Of(revision.GetField("data")))));
        }

        return hash;
    }

    private static void RequireEntry(List<byte[]> entries, byte[] hash) => Require(entries.Exists(entry => entry.SequenceEqual(hash)));

    private static List<IIonValue> Elements(IIonValue list)
    {
        var elements = new List<IIonValue>();
        foreach (var element in list)
        {
            elements.Add(element);
        }

        return elements;
    }

    private static byte[] Bytes(IIonValue blob) => blob.Bytes().ToArray();

    private static int Compare(byte[] left, byte[] right)
    {
        for (var i = left.Length - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
            {
                return (sbyte)left[i] - (sbyte)right[i];
            }
        }

        return 0;
    }

    private static void Require(bool agrees)
    {
        if (!agrees)
        {
            throw new InvalidDataException("A hash of the journal does not agree.");
        }
    }
}
