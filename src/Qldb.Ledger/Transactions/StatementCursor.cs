using System.Security.Cryptography;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>The result of one statement, read page by page. It shows the transaction as it was when the statement began.</summary>
internal sealed class StatementCursor : IDisposable
{
    private readonly StatementContext _context;
    private readonly IEnumerator<IonElement>? _rows;
    private readonly IReadOnlyList<IonElement> _answer = [];
    private bool _hasRow;

    public StatementCursor(LedgerTransaction transaction, PreparedStatement plan, ExecutedStatement statement, int position)
    {
        _context = new StatementContext(transaction, position, statement, plan.IsQuery);
        var rows = plan.Execute(_context, statement.Parameters);
        if (rows is IReadOnlyList<IonElement> { Count: <= 1 } answer)
        {
            // What most changes answer, and what fits every page.
            _answer = answer;
        }
        else
        {
            _rows = rows.GetEnumerator();
        }
    }

    public long StartTimeMs => _context.NowMs;

    public StatementPage NextPage(int sizeMax, CancellationToken cancellationToken)
    {
        _context.CancellationToken = cancellationToken;
        var rows = _rows is null ? _answer : Read(_rows, sizeMax);
        var (reads, writes) = _context.TakeCounts();
        return new StatementPage(rows, _context.Parameters, _hasRow ? NewToken() : null, reads, writes);
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _context.Dispose();
    }

    private List<IonElement> Read(IEnumerator<IonElement> source, int sizeMax)
    {
        var rows = new List<IonElement>(capacity: 1);
        _hasRow = _hasRow || source.MoveNext();
        while (_hasRow && rows.Count < sizeMax)
        {
            rows.Add(source.Current);
            _hasRow = source.MoveNext();
        }

        return rows;
    }

    private static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}
