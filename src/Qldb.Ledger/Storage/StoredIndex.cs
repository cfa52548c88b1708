using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>An index of a table. Indexes are built in the block that creates them, so a stored index is always complete.</summary>
/// <param name="IndexId">The index's id.</param>
/// <param name="Field">The top-level field whose values are the keys.</param>
public sealed record StoredIndex(QldbId IndexId, string Field);
