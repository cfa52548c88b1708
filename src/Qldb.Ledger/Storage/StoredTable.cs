using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>The state of a table in the catalog.</summary>
/// <param name="TableId">The table's id.</param>
/// <param name="Name">Its name; several dropped tables and one active table may share one.</param>
/// <param name="IsActive">Whether the table can be used; a dropped table keeps its documents and its history.</param>
/// <param name="Tags">The tags as one self-contained Ion struct; empty when there are none.</param>
/// <param name="Indexes">Its indexes in order of creation.</param>
public sealed record StoredTable(QldbId TableId, string Name, bool IsActive, ReadOnlyMemory<byte> Tags, IReadOnlyList<StoredIndex> Indexes);
