namespace Qldb.PartiQL;

/// <summary>How much of PartiQL is accepted.</summary>
public enum Dialect
{
    /// <summary>What Amazon QLDB accepted; anything more is refused by name.</summary>
    Qldb,

    /// <summary>
    /// QLDB's dialect and, beyond it, ORDER BY, LIMIT and OFFSET, GROUP BY and HAVING, DISTINCT, left joins, CROSS JOIN, CASE and
    /// subqueries that read tables.
    /// </summary>
    Extended,
}
