using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.BadInput;

/// <summary>Values that are nested deeper than 128 containers, by whatever way they come in: refused with a clear error, and the ledger goes on.</summary>
public sealed class DeepValueTests : IAsyncLifetime
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync() => await _ledger.Run("CREATE TABLE T");

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(129)]
    [InlineData(5_000)]
    [InlineData(130_000)]
    public async Task A_parameter_in_binary_is_refused(int depth)
    {
        var error = await Refused(new ValueHolder { IonBinary = new MemoryStream(NestedBinary(depth)) });
        Assert.Contains("Parameter 1 is not one Ion value: Containers are nested deeper than 128", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]", 129)]
    [InlineData("[", "]", 500_000)]
    [InlineData("(", ")", 500_000)]
    [InlineData("{a:", "}", 200_000)]
    [InlineData("[", "", 500_000)]
    [InlineData("{a:", "", 200_000)]
    public async Task A_parameter_in_text_is_refused(string open, string close, int depth)
    {
        var text = Repeat(open, depth) + (close.Length > 0 ? "1" : "") + Repeat(close, depth);
        var error = await Refused(new ValueHolder { IonText = text });
        Assert.Contains("Containers are nested deeper than 128", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(129)]
    [InlineData(49_000)]
    public async Task An_Ion_literal_is_refused(int depth)
    {
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run($"INSERT INTO T {{'a': `{Repeat("[", depth)}{Repeat("]", depth)}`}}"));
        Assert.Contains("nested deeper than 128", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Revisions, blocks and proofs put containers around a document: one that Ion could just hold was once stored, and could then not be shown.</summary>
    [Fact]
    public async Task The_deepest_document_is_found_and_shown_wherever_documents_are_shown()
    {
        var deepest = $"{{a: {Repeat("[", 119)}{Repeat("]", 119)}}}";
        await _ledger.Run("CREATE INDEX ON T (a)");
        await _ledger.Run("INSERT INTO T ?", deepest);

        Assert.Equal([IonElement.ParseText(deepest)], await _ledger.Run("SELECT * FROM T WHERE a = ?", deepest[4..^1]));
        var revision = Assert.Single(await _ledger.Run("SELECT * FROM _ql_committed_T"));
        Assert.Equal([revision], await _ledger.Run("SELECT * FROM history(T)"));
        var (tip, digest) = (_ledger.Ledger.Tip, _ledger.Ledger.GetDigest());
        Assert.NotNull(_ledger.Ledger.GetBlock(tip, digest.Tip));
        Assert.True(_ledger.Ledger.VerifyJournal().IsValid);
    }

    [Theory]
    [InlineData("INSERT INTO T ?")]
    [InlineData("UPDATE T SET a = ?")]
    [InlineData("UPDATE T AS t SET t = ?")]
    public async Task A_document_one_container_deeper_is_refused(string statement)
    {
        await _ledger.Run("INSERT INTO T {'a': 1}");
        var parameter = $"{{a: {Repeat("[", 120)}{Repeat("]", 120)}}}";
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run(statement, parameter));
        Assert.StartsWith("Exceeded document depth limit: a document can nest 120 containers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_does_not_grow_deeper_by_changes()
    {
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'a': 1}");
        for (var depth = 1; depth < LedgerLimits.DocumentDepth; depth++)
        {
            await session.Execute("UPDATE T SET a = [a]");
        }

        await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("UPDATE T SET a = [a]"));
        await session.Commit();
        Assert.Single(await _ledger.Run("SELECT * FROM T"));
    }

    private async Task<BadRequestException> Refused(ValueHolder parameter)
    {
        var session = await _ledger.Transaction();
        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = "INSERT INTO T ?", Parameters = [parameter] },
        }));
        await session.Execute("INSERT INTO T {'still': 'alive'}");
        await session.Commit();
        return error;
    }

    /// <summary>Lists in lists, built from the innermost: each is a type byte and, from 14 bytes on, a length.</summary>
    private static byte[] NestedBinary(int depth)
    {
        var reversed = new List<byte>();
        for (var level = 0; level < depth && reversed.Count < 131_000; level++)
        {
            var length = reversed.Count;
            if (length < 14)
            {
                reversed.Add((byte)(0xB0 | length));
                continue;
            }

            reversed.Add((byte)(0x80 | (length & 0x7F)));
            for (length >>= 7; length > 0; length >>= 7)
            {
                reversed.Add((byte)(length & 0x7F));
            }

            reversed.Add(0xBE);
        }

        reversed.Reverse();
        return [0xE0, 0x01, 0x00, 0xEA, .. reversed];
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
