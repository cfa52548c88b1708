namespace Qldb.PartiQL;

/// <summary>What a statement may name: tables, their committed views and histories, and the system tables.</summary>
/// <remarks>
/// One consistent view. Its answers never change while a statement is prepared, and two answers given under the same positive
/// <see cref="Version"/> are interchangeable: plans are cached by it.
/// </remarks>
public interface ICatalog
{
    /// <summary>
    /// Changes whenever any answer would. Zero or less means "do not keep what is prepared against this view", as for a transaction
    /// that has itself changed the catalog.
    /// </summary>
    long Version { get; }

    /// <summary>Finds an active table's user view by its name, or its committed view by <c>_ql_committed_</c> and that name.</summary>
    /// <param name="name">As written in the statement; case-sensitive.</param>
    /// <returns>The view, or null where no active table has that name.</returns>
    ITable? FindTable(string name);

    /// <summary>Finds a system table, such as <c>information_schema.user_tables</c>.</summary>
    /// <param name="schema">The part before the dot.</param>
    /// <param name="name">The part after the dot.</param>
    /// <returns>The table, or null where there is none.</returns>
    ITable? FindSystemTable(string schema, string name);

    /// <summary>Finds the history of a table: <c>history(Person)</c>, <c>history('tableId')</c>.</summary>
    /// <param name="nameOrId">A name of an active table, or a table id.</param>
    /// <param name="isId">True for an id, which also finds dropped tables.</param>
    /// <returns>The history view, or null where there is no such table.</returns>
    ITable? FindHistory(string nameOrId, bool isId);
}
