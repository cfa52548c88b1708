using Qldb.Ion;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Engine;

/// <summary>
/// A little ledger in memory: tables, documents with their revisions, indexes, transactions that see their own changes. One
/// transaction at a time; what QLDB's language needs, and nothing of journals.
/// </summary>
internal sealed class MemoryLedger
{
    private readonly QldbIdGenerator ids = new(TimeProvider.System);
    private readonly PartiQLOptions options;
    private readonly string strandId;

    public MemoryLedger()
        : this(Dialect.Qldb)
    {
    }

    public MemoryLedger(Dialect dialect)
        : this(new PartiQLOptions { Dialect = dialect })
    {
    }

    public MemoryLedger(PartiQLOptions options)
    {
        this.options = options;
        Cache = new StatementCache(100, this.options);
        strandId = NewId().ToString();
    }

    public List<MemoryTable> Tables { get; } = [];

    public StatementCache Cache { get; }

    public long CatalogVersion { get; set; } = 1;

    /// <summary>The time of the next statement; tests move it.</summary>
    public DateTimeOffset Clock { get; set; } = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public long NextSequenceNumber { get; set; }

    public QldbId NewId() => ids.Next();

    public MemoryTransaction Begin() => new(this);

    /// <summary>Runs one statement in a transaction of its own.</summary>
    public List<IonElement> Execute(string statement, params IonElement[] parameters)
    {
        var transaction = Begin();
        var rows = transaction.Execute(statement, parameters);
        transaction.Commit();
        return rows;
    }

    /// <summary>As <see cref="Execute"/>, with parameters as Ion text.</summary>
    public List<IonElement> ExecuteWith(string statement, params string[] parameters) =>
        Execute(statement, [.. parameters.Select(IonElement.ParseText)]);

    public Refusal Refuses(string statement, params string[] parameters) =>
        Refusal.Of(Assert.Throws<PartiQLException>(() => ExecuteWith(statement, parameters)));

    public PreparedStatement Prepare(string statement) => PreparedStatement.Prepare(statement, new MemoryCatalog(Begin()), options);

    public string Explain(string statement) => Prepare(statement).Explain();

    public MemoryTable? FindActive(string name) => Tables.Find(table => table.IsActive && table.Name == name);

    public IonElement NextBlockAddress()
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("strandId");
        writer.WriteString(strandId);
        writer.WriteFieldName("sequenceNo");
        writer.WriteInt(NextSequenceNumber++);
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }
}
