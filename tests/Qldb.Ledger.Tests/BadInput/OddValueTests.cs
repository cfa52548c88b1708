using System.Globalization;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.BadInput;

/// <summary>Values that are right but rare, and text that is none: both all the way through the session, the journal and its proofs.</summary>
public sealed class OddValueTests : IAsyncLifetime
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE INDEX ON T (k)");
    }

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Integers_of_ten_thousand_digits_are_stored_found_by_index_and_computed_with()
    {
        var digits = new string('7', 10_000);
        foreach (var value in new[] { digits, "-" + digits, digits + ".", digits + ".5", digits + "d-20000" })
        {
            await _ledger.Run("INSERT INTO T ?", $"{{k: {value}}}");
            Assert.Equal([IonElement.ParseText(value)], await _ledger.Run("SELECT VALUE t.k FROM T AS t WHERE t.k = ? AND t.k <> 1", value));
            await _ledger.Run("DELETE FROM T");
        }

        await _ledger.Run("INSERT INTO T ?", $"{{k: {digits}}}");
        Assert.Equal(["1"], await _ledger.Texts($"SELECT VALUE k - {digits[..^1]}6 FROM T"));
        Assert.Single(await _ledger.Run($"SELECT * FROM T WHERE k = {digits}.0"));
        Assert.Single(await _ledger.Run($"SELECT VALUE CAST(k AS string) FROM T WHERE CAST(CAST(k AS string) AS int) = k"));
        Assert.True(_ledger.Ledger.VerifyJournal().IsValid);
    }

    [Theory]
    [InlineData("30000", "")]
    [InlineData("30000", ".5")]
    [InlineData("30000", "d0")]
    public async Task A_number_with_more_digits_than_can_be_held_is_refused_as_parameter_and_as_literal(string count, string end)
    {
        var digits = new string('7', int.Parse(count, CultureInfo.InvariantCulture)) + end;
        var error = await RefusedText(digits);
        Assert.Contains("Parameter 1 is not one Ion value", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run($"SELECT VALUE `{digits}` FROM T"));
    }

    [Fact]
    public async Task Repeated_fields_and_symbols_without_text_are_stored_shown_and_proved()
    {
        const string Document = "{k: 1, k: 2, $0: 3, b: $0, c: $0::4}";
        await _ledger.Run("INSERT INTO T ?", Document);

        Assert.Equal([IonElement.ParseText(Document)], await _ledger.Run("SELECT * FROM T WHERE k = 1"));
        Assert.Empty(await _ledger.Run("SELECT * FROM T WHERE k = 2")); // As a scan says: a path takes the first.
        Assert.Empty(await _ledger.Run("SELECT * FROM T WHERE NOT k <> 2"));
        Assert.Equal([IonElement.ParseText(Document)], await _ledger.Run("SELECT VALUE h.data FROM history(T) AS h"));
        await _ledger.Run("UPDATE T SET d = 5 WHERE k = 1");
        Assert.Equal([IonElement.ParseText("{k: 1, k: 2, $0: 3, b: $0, c: $0::4, d: 5}")], await _ledger.Run("SELECT * FROM T"));
        Assert.True(_ledger.Ledger.VerifyJournal().IsValid);
    }

    [Fact]
    public async Task A_symbol_without_text_is_found_by_its_likes_and_by_no_text()
    {
        await _ledger.Run("INSERT INTO T ?", "{k: $0}");
        await _ledger.Run("INSERT INTO T ?", "{k: '$0'}");
        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE k = ?", "$0"));
        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE k = ?", "\"$0\""));
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT k || 'x' FROM T"));
        Assert.Contains("a symbol of unknown text", error.Message, StringComparison.Ordinal);
    }

    /// <summary>It has no Ion hash, so no digest could hold it. It is refused before it gets to the commit, where it would have others beside it.</summary>
    [Theory]
    [InlineData("INSERT INTO T ?")]
    [InlineData("INSERT INTO T VALUE {'k': 1, 'inner': ?}")]
    [InlineData("SELECT * FROM T WHERE k = ?")]
    public async Task A_symbol_of_a_shared_table_that_nobody_knows_is_a_bad_request(string statement)
    {
        const string Value = "$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 9}]} {k: $12}";
        var session = await _ledger.Transaction();

        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = statement, Parameters = [new ValueHolder { IonText = Value }] },
        }));

        Assert.Contains("The text of symbol $12 is unknown", error.Message, StringComparison.Ordinal);
        await session.Execute("INSERT INTO T {'still': 'alive'}");
        await session.Commit();
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run($"INSERT INTO T `{Value}`"));
        Assert.Single(await _ledger.Run("SELECT * FROM T"));
    }

    [Fact]
    public async Task NUL_is_a_character_like_any_other()
    {
        await _ledger.Run("INSERT INTO T {'k': 'a\0b', '\0': 1}");
        Assert.Equal([IonElement.ParseText(@"{k: ""a\0b"", '\0': 1}")], await _ledger.Run("SELECT * FROM T WHERE k = 'a\0b'"));
        Assert.Empty(await _ledger.Run("SELECT * FROM T WHERE k = 'a'"));
        Assert.Equal(["1"], await _ledger.Texts("SELECT VALUE \"\0\" FROM T -- \0"));
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM T \0"));
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("CREATE TABLE \"a\0b\""));
        Assert.True(_ledger.Ledger.VerifyJournal().IsValid);
    }

    /// <summary>Within a comment the language never looked at it, and the hash of the statement failed as nobody expected.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task An_unpaired_surrogate_in_a_statement_is_a_bad_request_wherever_it_stands(int place)
    {
        string[] statements =
        [
            "SELECT * FROM T -- \ud800", "SELECT * /* \udc00 */ FROM T", "SELECT * FROM T WHERE k = '\ud800'", "SELECT \"\udc00\" FROM T", "SELECT `'\ud800'` FROM T",
            "\ud800",
        ];
        var session = await _ledger.Transaction();
        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Execute(statements[place]));
        Assert.Contains("surrogate", error.Message, StringComparison.OrdinalIgnoreCase);
        await session.Execute("INSERT INTO T {'still': 'alive'}");
        await session.Commit();
    }

    [Fact]
    public async Task An_unpaired_surrogate_in_a_parameter_is_a_bad_request()
    {
        foreach (var text in new[] { "\"\ud800\"", "'\udc00'", "{\ud800: 1}", "\"\\ud800\"", "'''\ud800'''" })
        {
            var error = await RefusedText(text);
            Assert.Contains("Parameter 1 is not one Ion value", error.Message, StringComparison.Ordinal);
        }

        byte[] surrogateInUtf8 = [0xE0, 0x01, 0x00, 0xEA, 0x83, 0xED, 0xA0, 0x80];
        await Refused(new ValueHolder { IonBinary = new MemoryStream(surrogateInUtf8) });
    }

    /// <summary>Bytes that were once a value, with some of them changed: the session answers, whatever they are now.</summary>
    [Fact]
    public async Task A_parameter_of_damaged_Ion_is_taken_or_refused_and_nothing_else()
    {
        var random = new Random(5);
        var value = IonText.ToBinary("{k: 1, s: 'sym', t: \"text\", d: 1.5, ts: 2020-01-01T00:00:00.000Z, l: [1, (a b), {x: null.int}], b: {{AQID}}, a: ann::2e0}");
        var session = await _ledger.Session();
        var (taken, refused) = (0, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var damaged = (byte[])value.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            await session.Begin();
            try
            {
                await session.Send(new SendCommandRequest
                {
                    ExecuteStatement = new ExecuteStatementRequest
                    {
                        TransactionId = session.TransactionId,
                        Statement = "SELECT VALUE [x, x = x] FROM << ? >> AS x",
                        Parameters = [new ValueHolder { IonBinary = new MemoryStream(damaged, 0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length) }],
                    },
                });
                taken++;
            }
            catch (BadRequestException)
            {
                refused++;
            }

            await session.Abort();
        }

        Assert.True(taken > 100 && refused > 100, $"{taken} taken, {refused} refused");
    }

    private Task<BadRequestException> RefusedText(string text) => Refused(new ValueHolder { IonText = text });

    private async Task<BadRequestException> Refused(ValueHolder parameter)
    {
        var session = await _ledger.Transaction();
        return await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = "SELECT VALUE ? FROM << 0 >>", Parameters = [parameter] },
        }));
    }
}
