using Qldb.Ion;

namespace Qldb.Ledger.Catalog;

/// <summary>An index of a table.</summary>
/// <param name="Id">The index's id.</param>
/// <param name="Field">The top-level field it is on.</param>
/// <param name="IsBuilt">False in the transaction that creates the index: its entries come with the commit, so until then its rows are found by a scan.</param>
internal sealed record IndexDefinition(QldbId Id, string Field, bool IsBuilt);
