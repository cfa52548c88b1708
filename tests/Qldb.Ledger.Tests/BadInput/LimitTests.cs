using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.BadInput;

/// <summary>QLDB's quotas (partiql-dialect, section 8.4): each is reached, and one beyond it is refused by name. Times and sessions are in SessionStateTests.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync() => await _ledger.Run("CREATE TABLE T");

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>C27 of the dialect's cases.</summary>
    [Fact]
    public async Task A_transaction_changes_40_documents()
    {
        await _ledger.Run("INSERT INTO T ?", Documents(40));
        await Refused("Exceeded documents limit: a transaction can change 40 documents.", () => _ledger.Run("INSERT INTO T ?", Documents(41)));
        await Refused("Exceeded documents limit", () => _ledger.Run($"INSERT INTO T << {string.Join(", ", Enumerable.Repeat("{'k': 1}", 41))} >>"));
        Assert.Equal(40, (await _ledger.Run("UPDATE T SET k = 2")).Count);

        var session = await _ledger.Transaction();
        await session.Execute("UPDATE T SET k = 3");
        await session.Execute("UPDATE T SET k = 4"); // The same documents.
        await Refused("Exceeded documents limit", () => session.Execute("INSERT INTO T {'k': 1}"));
        await session.Execute("DELETE FROM T");
        await session.Commit();
        Assert.Empty(await _ledger.Run("SELECT * FROM T"));
    }

    [Fact]
    public async Task Documents_that_are_only_read_do_not_count()
    {
        await _ledger.Run("INSERT INTO T ?", Documents(40));
        await _ledger.Run("INSERT INTO T ?", Documents(40));
        var session = await _ledger.Transaction();
        Assert.Equal(80, (await session.Execute("SELECT * FROM T")).Count);
        await session.Execute("INSERT INTO T ?", Documents(40));
        await session.Commit();
    }

    [Fact]
    public async Task A_document_has_128_KB()
    {
        await _ledger.Run("INSERT INTO T ?", OfSize(128 * 1024));
        await Refused("Exceeded document size limit: a document can have 131072 bytes, and this one has 131073.", () => RunAsText(OfSize((128 * 1024) + 1)));

        var session = await _ledger.Transaction();
        await Refused("Exceeded document size limit", () => session.Execute("UPDATE T SET more = 1"));
        Assert.Single(await session.Execute("SELECT * FROM T WHERE more IS MISSING"));
    }

    [Fact]
    public async Task A_parameter_has_128_KB_of_binary_or_a_million_characters_of_text()
    {
        await Refused("Parameter 1 has 131073 bytes; a parameter can have 131072.", () => _ledger.Run("INSERT INTO T ?", OfSize((128 * 1024) + 1)));
        await RunAsText("1".PadRight(1024 * 1024), "SELECT VALUE ? FROM << 0 >>");
        await Refused("Parameter 1 has 1048577 characters; a parameter can have 1048576.", () => RunAsText("1".PadRight((1024 * 1024) + 1), "SELECT VALUE ? FROM << 0 >>"));
    }

    [Fact]
    public async Task A_transaction_changes_4_MB()
    {
        const int metadata = 256;
        var session = await _ledger.Transaction();
        for (var i = 0; i < 31; i++)
        {
            await session.Execute("INSERT INTO T ?", OfSize(128 * 1024));
        }

        var rest = (4 * 1024 * 1024) - (31 * ((128 * 1024) + metadata)) - metadata;
        await Refused("Exceeded transaction size limit: a transaction can change 4194304 bytes, and this one has 4194305.", () => session.Execute("INSERT INTO T ?", OfSize(rest + 1)));
        await session.Execute("INSERT INTO T ?", OfSize(rest));
        await Refused("Exceeded transaction size limit", () => session.Execute("INSERT INTO T {'k': 1}"));
        await session.Commit();
        Assert.Equal(["{_1: 32}"], await _ledger.Texts("SELECT COUNT(*) FROM T"));
    }

    [Fact]
    public async Task A_statement_has_100000_characters()
    {
        Assert.Single(await _ledger.Run("SELECT 1 FROM << 0 >>".PadRight(100_000)));
        await Refused("A statement has 1 to 100000 characters, and this one has 100001.", () => _ledger.Run("SELECT 1 FROM << 0 >>".PadRight(100_001)));
        await Refused("A statement has 1 to 100000 characters, and this one has 0.", () => _ledger.Run(""));
    }

    [Fact]
    public async Task Names_of_tables_and_indexed_fields_have_128_characters()
    {
        var longest = new string('n', 128);
        await _ledger.Run($"CREATE TABLE {longest}");
        await _ledger.Run($"CREATE INDEX ON T ({longest})");
        await Refused("Semantic Error: at line 1, column 14: ", () => _ledger.Run($"CREATE TABLE {longest}n"));
        await Refused("Exceeded field name limit: the name of an indexed field can have 128 characters, and this one has 129.", () => _ledger.Run($"CREATE INDEX ON T ({longest}n)"));
    }

    [Fact]
    public async Task The_statements_of_a_transaction_have_ten_million_characters()
    {
        var statement = "SELECT 1 FROM << 0 >>".PadRight(100_000);
        var session = await _ledger.Transaction();
        for (var i = 0; i < 100; i++)
        {
            await session.Execute(statement);
        }

        await Refused("Exceeded statements limit: the statements of a transaction can have 10000000 characters together", () => session.Execute("SELECT 1 FROM T"));
        await session.Commit();
    }

    [Fact]
    public async Task A_transaction_has_32_results_that_are_not_read_to_their_end()
    {
        var rows = "SELECT VALUE 1 FROM << " + string.Join(", ", Enumerable.Range(0, 201)) + " >>";
        var session = await _ledger.Transaction();
        var page = await session.ExecuteFirstPage(rows);
        for (var i = 1; i < 32; i++)
        {
            Assert.NotNull((await session.ExecuteFirstPage(rows)).NextPageToken);
        }

        await Refused("Exceeded open results limit: a transaction can have 32 results", () => session.ExecuteFirstPage(rows));
        Assert.Single(await session.Execute("SELECT 1 FROM << 0 >>"));
        Assert.Single(TestSession.Rows(await session.Fetch(page.NextPageToken)));
        Assert.Equal(201, (await session.Execute(rows)).Count);
    }

    [Fact]
    public async Task Each_limit_can_be_raised()
    {
        using var ledger = new TestLedger(new LedgerOptions
        {
            Limits = new LedgerLimits
            {
                ActiveTables = 50, Tables = 60, IndexesPerTable = 7, FieldNameLength = 300, DocumentsPerTransaction = 100, DocumentSizeBytes = 300_000,
                ParameterSizeBytes = 300_000, TransactionSizeBytes = 8_000_000, StatementLength = 200_000, ParameterTextLength = 2_000_000,
            },
        });
        for (var i = 0; i < 50; i++)
        {
            await ledger.Run($"CREATE TABLE T{i}");
        }

        for (var i = 0; i < 6; i++)
        {
            await ledger.Run($"CREATE INDEX ON T0 (f{i})");
        }

        await ledger.Run($"CREATE INDEX ON T0 ({new string('n', 300)})");
        await ledger.Run("INSERT INTO T0 ?", Documents(100));
        await ledger.Run("INSERT INTO T0 ?", OfSize(300_000));
        await ledger.Run("SELECT 1 FROM T0".PadRight(200_000));
        Assert.True(ledger.Ledger.VerifyJournal().IsValid);
    }

    private static string Documents(int count) => $"[{string.Join(", ", Enumerable.Repeat("{k: 1}", count))}]";

    /// <summary>A document of so many bytes of Ion binary.</summary>
    private static string OfSize(int bytes)
    {
        var text = $"{{s: \"{new string('x', bytes - 100)}\"}}";
        var missing = bytes - IonText.ToBinary(text).Length;
        text = $"{{s: \"{new string('x', bytes - 100 + missing)}\"}}";
        Assert.Equal(bytes, IonText.ToBinary(text).Length);
        return text;
    }

    private async Task RunAsText(string parameter, string statement = "INSERT INTO T ?")
    {
        var session = await _ledger.Transaction();
        await session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = statement, Parameters = [new ValueHolder { IonText = parameter }] },
        });
    }

    private static async Task Refused(string message, Func<Task> action)
        => Assert.StartsWith(message, (await Assert.ThrowsAsync<BadRequestException>(action)).Message, StringComparison.Ordinal);
}
