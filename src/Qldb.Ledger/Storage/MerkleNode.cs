using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>The root of a full subtree of the digest tree; it never changes again.</summary>
/// <param name="Level">The subtree covers 2^Level blocks.</param>
/// <param name="Index">Which one, from 0: it covers the blocks from <c>Index * 2^Level</c> on.</param>
/// <param name="Hash">The root.</param>
public readonly record struct MerkleNode(int Level, long Index, QldbHash Hash);
