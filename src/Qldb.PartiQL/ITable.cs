using Qldb.Ion;

namespace Qldb.PartiQL;

/// <summary>A source of rows as the language sees it: one view of one table. Immutable.</summary>
public interface ITable
{
    /// <summary>The name of the table itself, without any view prefix; used in plans and messages.</summary>
    string Name { get; }

    /// <summary>The table's id; the default value for system tables.</summary>
    QldbId TableId { get; }

    /// <summary>True where statements may change documents through this view. Only a user view is writable.</summary>
    bool IsWritable { get; }

    /// <summary>Which view of the table this is.</summary>
    TableView View { get; }

    /// <summary>The equality lookups that this view answers without a scan; empty where there are none.</summary>
    IReadOnlyList<LookupPath> Lookups { get; }
}
