using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>A connection with the statements of <see cref="ReadSql"/>, each prepared when it is first wanted.</summary>
internal sealed class ReadConnection(Database database) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    public Database Database => database;

    /// <param name="sql">One of the constants of <see cref="ReadSql"/>.</param>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                statement = database.Prepare(sql);
                _statements.Add(sql, statement);
            }

            return statement;
        }
    }

    public void Dispose() => database.Dispose();
}
