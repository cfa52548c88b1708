namespace Qldb.Tool.Shell.Results;

/// <summary>How rows are shown.</summary>
internal enum RowFormat
{
    Table,

    /// <summary>One Ion text value a line.</summary>
    Ion,

    /// <summary>One JSON value a line.</summary>
    Json,
}
