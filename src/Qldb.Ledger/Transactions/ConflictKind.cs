namespace Qldb.Ledger.Transactions;

/// <summary>The sorts of things that transactions read and change; see <see cref="ConflictKey"/>.</summary>
internal enum ConflictKind
{
    Catalog,
    Table,
    TableUse,
    Document,
    IndexKey,
    Block,
}
