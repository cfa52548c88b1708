using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>One entry that enters or leaves an index with a block.</summary>
/// <param name="TableId">The table of the index.</param>
/// <param name="IndexId">The index.</param>
/// <param name="Key">The key: 1 to <see cref="KeySizeMax"/> bytes. Equal values have equal keys; their order means nothing.</param>
/// <param name="DocumentId">The document whose value has the key from this block on, or no longer has it.</param>
/// <param name="Kind">Whether the entry comes or goes.</param>
public readonly record struct IndexChange(QldbId TableId, QldbId IndexId, ReadOnlyMemory<byte> Key, QldbId DocumentId, IndexChangeKind Kind)
{
    /// <summary>The longest key, in bytes: 256. Longer values are represented by a hash.</summary>
    public const int KeySizeMax = 256;
}
