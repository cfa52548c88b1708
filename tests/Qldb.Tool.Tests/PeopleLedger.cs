using Microsoft.Data.Sqlite;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;

namespace Qldb.Tool.Tests;

/// <summary>A ledger file as a data folder holds it: a table Person with an index and three people, the first of whom was changed once.</summary>
internal sealed class PeopleLedger
{
    public const string Name = "people";

    private static readonly TemporaryFolder PatternFolder = new();
    private static readonly Lazy<Task<PeopleLedger>> Pattern = new(() => CreateAnotherAsync(PatternFolder));

    private readonly string _file;

    static PeopleLedger() => AppDomain.CurrentDomain.ProcessExit += (_, _) => PatternFolder.Dispose();

    private PeopleLedger(string file, string documentId) => (_file, DocumentId) = (file, documentId);

    /// <summary>The document that has two versions.</summary>
    public string DocumentId { get; }

    /// <summary>A copy of one and the same ledger.</summary>
    public static async Task<PeopleLedger> CreateAsync(TemporaryFolder folder)
    {
        var pattern = await Pattern.Value;
        var file = folder.File(Name + ".qldb");
        File.Copy(pattern._file, file);
        return new PeopleLedger(file, pattern.DocumentId);
    }

    /// <summary>A ledger with the same content and another strand.</summary>
    public static async Task<PeopleLedger> CreateAnotherAsync(TemporaryFolder folder, string name = Name)
    {
        var file = folder.File(name + ".qldb");
        using var ledger = Ledger.Ledger.Open(SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = file }, name));
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = name }, new EmbeddedSessionClient(ledger));
        await driver.ExecuteStatementAsync("CREATE TABLE Person");
        await driver.ExecuteStatementAsync("CREATE INDEX ON Person (GovId)");
        await driver.ExecuteStatementAsync("INSERT INTO Person << {'GovId': 'A', 'Name': 'Ada'}, {'GovId': 'B', 'Name': 'Bob'}, {'GovId': 'C', 'Name': 'Čeněk'} >>");
        await driver.ExecuteStatementAsync("UPDATE Person AS p SET p.Name = 'Ada Lovelace' WHERE p.GovId = 'A'");
        var id = (await driver.ExecuteStatementAsync("SELECT VALUE id FROM Person AS p BY id WHERE p.GovId = 'A'"))[0].StringValue;
        return new PeopleLedger(file, id);
    }

    /// <summary>Changes the file behind the ledger's back.</summary>
    public void Corrupt(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, $"Nothing was changed by {sql}");
    }
}
