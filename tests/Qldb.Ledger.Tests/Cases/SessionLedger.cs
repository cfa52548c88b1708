using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Qldb.PartiQL;
using Qldb.Testing.Cases;

namespace Qldb.Ledger.Tests.Cases;

/// <summary>The real ledger for the cases of the dialect: every statement goes through the session protocol, in a session and transaction of its own.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A ledger in memory holds nothing but memory.")]
internal sealed class SessionLedger
{
    private readonly FakeClock _clock = new(new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TestLedger _ledger;

    public SessionLedger()
        : this(Dialect.Qldb)
    {
    }

    public SessionLedger(Dialect dialect) => _ledger = new TestLedger(new LedgerOptions { Dialect = dialect, TimeProvider = _clock });

    public DateTimeOffset Clock
    {
        get => _clock.GetUtcNow();
        set => _clock.Advance(value - _clock.GetUtcNow());
    }

    public List<IonElement> Execute(string statement, params IonElement[] parameters)
    {
        var transaction = Begin();
        var rows = transaction.Execute(statement, parameters);
        transaction.Commit();
        return rows;
    }

    public List<IonElement> ExecuteWith(string statement, params string[] parameters) => Execute(statement, [.. parameters.Select(IonElement.ParseText)]);

    public Refusal Refuses(string statement, params string[] parameters) => Begin().Refuses(statement, [.. parameters.Select(IonElement.ParseText)]);

    public string Explain(string statement) => _ledger.Ledger.Explain(statement);

    public SessionTransaction Begin() => new(_ledger.Transaction().GetAwaiter().GetResult());
}
