namespace Qldb.PartiQL;

/// <summary>The views of a table.</summary>
public enum TableView
{
    /// <summary>The latest documents themselves.</summary>
    User,

    /// <summary>The latest revisions, with block address, hash, data and metadata: <c>_ql_committed_T</c>.</summary>
    Committed,

    /// <summary>All revisions ever: <c>history(T)</c>. Its rows come from <see cref="IStatementContext.ScanHistory"/> alone.</summary>
    History,

    /// <summary>A table of the catalog, such as <c>information_schema.user_tables</c>.</summary>
    System,
}
