using Qldb.Ion;
using Qldb.PartiQL;

namespace Qldb.Ledger.Catalog;

/// <summary><c>information_schema.user_tables</c>: one row for every table ever created.</summary>
internal sealed class UserTables : ITable
{
    public const string SchemaName = "information_schema";
    public const string TableName = "user_tables";

    public static UserTables Instance { get; } = new();

    public string Name => TableName;

    public QldbId TableId => default;

    public bool IsWritable => false;

    public TableView View => TableView.System;

    public IReadOnlyList<LookupPath> Lookups => [];
}
