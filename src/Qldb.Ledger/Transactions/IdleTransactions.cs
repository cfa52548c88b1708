using System.Diagnostics.CodeAnalysis;

namespace Qldb.Ledger.Transactions;

/// <summary>Transactions that are over and whose memory waits for the next ones: sessions that do nothing hold none. Thread safe.</summary>
internal sealed class IdleTransactions
{
    // What a crowd of clients leaves behind is bounded.
    private const int CountMax = 128;

    private readonly Lock _gate = new();
    private readonly Stack<LedgerTransaction> _transactions = new();

    public bool TryTake([NotNullWhen(true)] out LedgerTransaction? transaction)
    {
        lock (_gate)
        {
            return _transactions.TryPop(out transaction);
        }
    }

    public void Keep(LedgerTransaction transaction)
    {
        lock (_gate)
        {
            if (_transactions.Count < CountMax)
            {
                _transactions.Push(transaction);
            }
        }
    }
}
