using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>One entry of an index, as it is stored.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="DocumentId">The document that the key leads to.</param>
public readonly record struct StoredIndexEntry(ReadOnlyMemory<byte> Key, QldbId DocumentId);
