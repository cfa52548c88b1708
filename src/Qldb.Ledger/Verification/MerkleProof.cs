using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>The hashes that lead from a leaf, a block's or a revision's hash, to the digest of a tip. Immutable.</summary>
public sealed class MerkleProof
{
    // A tree of 2^63 blocks has 63 levels, and so have its revisions and its entries at most.
    private const int LengthMax = 3 * 63;

    /// <summary>Makes a proof from its hashes, the leaf's sibling first.</summary>
    public MerkleProof(IReadOnlyList<QldbHash> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        Hashes = [.. hashes];
    }

    /// <summary>Gets the hashes, the leaf's sibling first.</summary>
    public IReadOnlyList<QldbHash> Hashes { get; }

    /// <summary>Reads a proof as GetBlock and GetRevision give it: an Ion list of blobs of 32 bytes.</summary>
    /// <exception cref="IonFormatException">The value is something else.</exception>
    public static MerkleProof Parse(IonElement value)
    {
        if (value.IsUndefined || value.Type != IonType.List || value.IsNull)
        {
            throw new IonFormatException("A proof is an Ion list of blobs of 32 bytes each.");
        }

        var hashes = new List<QldbHash>();
        foreach (var element in value.EnumerateElements())
        {
            if (element.Type != IonType.Blob || element.IsNull || element.GetLob().Length != QldbHash.Size || hashes.Count == LengthMax)
            {
                throw new IonFormatException($"A proof is an Ion list of at most {LengthMax} blobs of 32 bytes each; element {hashes.Count} does not fit.");
            }

            hashes.Add(new QldbHash(element.GetLob()));
        }

        return new MerkleProof(hashes);
    }

    /// <summary>Gets the digest that this proof leads to from a leaf.</summary>
    public QldbHash Root(QldbHash leaf) => Hashes.Aggregate(leaf, JournalHash.Dot);

    /// <summary>Makes the Ion list of blobs.</summary>
    public IonElement ToIon() => IonElement.Parse(ScratchWriter.Write(Hashes, static (writer, hashes) =>
    {
        writer.StepIn(IonType.List);
        foreach (var hash in hashes)
        {
            HashWriter.Write(writer, hash);
        }

        writer.StepOut();
    }));
}
