using System.Security.Cryptography;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// The result of one statement, then of another one, read page by page. It shows the transaction as it was when the statement began.
/// </summary>
internal sealed class StatementCursor(LedgerTransaction transaction) : IDisposable
{
    private readonly StatementContext _context = new(transaction);
    private IEnumerator<IonElement>? _rows;
    private IReadOnlyList<IonElement> _answer = [];
    private bool _hasRow;

    /// <summary>Begins a statement, which changes what it has to change.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="statement">What for; takes the time.</param>
    /// <param name="position">Its number in the transaction, from 0.</param>
    /// <param name="cancellationToken">Ends it between two rows.</param>
    public void Begin(PreparedStatement plan, ExecutedStatement statement, int position, CancellationToken cancellationToken)
    {
        _context.CancellationToken = cancellationToken;
        _context.Begin(statement, position, plan.IsQuery);
        statement.StartTimeMs = _context.NowMs;
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

    public StatementPage NextPage(int sizeMax, CancellationToken cancellationToken)
    {
        _context.CancellationToken = cancellationToken;
        var rows = _rows is null ? _answer : Read(_rows, sizeMax);
        var (reads, writes) = _context.TakeCounts();
        return new StatementPage(rows, transaction.Parameters, _hasRow ? NewToken() : null, reads, writes);
    }

    /// <summary>Ends the statement, read to its end or not.</summary>
    public void Dispose()
    {
        _rows?.Dispose();
        _context.Dispose();
        (_rows, _answer, _hasRow) = (null, [], false);
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
