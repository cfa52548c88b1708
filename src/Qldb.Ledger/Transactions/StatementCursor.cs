using System.Security.Cryptography;
using Qldb.Ion;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>The result of one statement, read page by page. It shows the transaction as it was when the statement began.</summary>
internal sealed class StatementCursor : IDisposable
{
    private readonly StatementContext _context;
    private readonly IEnumerator<IonElement> _rows;
    private bool _hasRow;

    public StatementCursor(LedgerTransaction transaction, PreparedStatement statement, HashedParameters parameters, int position)
    {
        _context = new StatementContext(transaction, position, parameters, statement.IsQuery);
        _rows = statement.Execute(_context, parameters.Values).GetEnumerator();
    }

    public long StartTimeMs => _context.NowMs;

    public StatementPage NextPage(int sizeMax, CancellationToken cancellationToken)
    {
        _context.CancellationToken = cancellationToken;
        var rows = new List<IonElement>(capacity: 1);
        _hasRow = _hasRow || _rows.MoveNext();
        while (_hasRow && rows.Count < sizeMax)
        {
            rows.Add(_rows.Current);
            _hasRow = _rows.MoveNext();
        }

        var (reads, writes) = _context.TakeCounts();
        return new StatementPage(rows, _hasRow ? NewToken() : null, reads, writes);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _context.Dispose();
    }

    private static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
