using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Tests.Support;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>EXEC redact_revision: journal-and-verification, section 9.</summary>
public sealed class RedactionTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();
    private string _tableId = "";
    private string _documentId = "";
    private BlockAddress _inserted;

    public async Task InitializeAsync()
    {
        _tableId = Text(await _ledger.Run("CREATE TABLE T"), "tableId");
        await _ledger.Run("CREATE INDEX ON T (name)");
        _documentId = Text(await _ledger.Run("INSERT INTO T {'name': 'secret'}"), "documentId");
        _inserted = _ledger.Ledger.Tip;
        await _ledger.Run("UPDATE T SET name = 'harmless'");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task A_redacted_revision_loses_its_data_and_keeps_its_hash_address_and_proof()
    {
        var digest = _ledger.Ledger.GetDigest();
        var before = _ledger.Ledger.GetRevision(_inserted, QldbId.Parse(_documentId), digest.Tip);

        var row = Assert.Single(await Redact(_inserted));

        Assert.Equal($"{{blockAddress:{_inserted},tableId:\"{_tableId}\",documentId:\"{_documentId}\",version:0}}", row.ToString().Replace(" ", ""));
        var after = _ledger.Ledger.GetRevision(_inserted, QldbId.Parse(_documentId), digest.Tip);
        Assert.Equal(["blockAddress", "hash", "dataHash", "metadata"], after.Revision.EnumerateFields().Select(field => field.Name));
        Assert.True(ProofVerifier.VerifyRevision(before.Revision, before.Proof!, digest.Hash));
        Assert.True(ProofVerifier.VerifyRevision(after.Revision, after.Proof!, digest.Hash));
        Assert.DoesNotContain("secret", string.Join(' ', await _ledger.Run("SELECT VALUE h.data FROM history(T) AS h")), StringComparison.Ordinal);
        Assert.True(BlockVerifier.Verify(_ledger.Ledger.GetBlock(_inserted).Block).IsValid);
        Assert.Null(_ledger.Ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [digest] }).Fault);
    }

    [Fact]
    public async Task The_block_of_the_request_says_what_was_redacted()
    {
        await Redact(_inserted);

        var block = _ledger.Ledger.GetBlock(_ledger.Ledger.Tip).Block;

        Assert.True(block.TryGetField("redactionInfo", out var info));
        Assert.Equal(
            $"{{revisions:[{{blockAddress:{_inserted},tableId:\"{_tableId}\",documentId:\"{_documentId}\",version:0}}]}}", info.ToString().Replace(" ", ""));
        Assert.False(block.TryGetField("revisions", out _));
        Assert.True(BlockVerifier.Verify(block).IsValid);
    }

    [Fact]
    public async Task The_current_revision_cannot_be_redacted_until_the_document_is_deleted()
    {
        var current = _ledger.Ledger.Tip;
        await AssertRefused("current revision", () => Redact(current));
        await _ledger.Run("DELETE FROM T");
        var deleted = _ledger.Ledger.Tip;

        await Redact(current);

        await AssertRefused("current revision|no data", () => Redact(deleted));
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
    }

    [Fact]
    public async Task A_revision_is_redacted_once()
    {
        await Redact(_inserted);
        await AssertRefused("redacted already", () => Redact(_inserted));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_redacted()
    {
        await AssertRefused("block address", () => Redact(new BlockAddress(QldbId.Parse(_documentId), 1)));
        await AssertRefused("has no revision", () => Redact(_ledger.Ledger.Tip with { SequenceNo = 99 }));
        await AssertRefused("No table", () => Redact(_inserted, tableId: _documentId));
        await AssertRefused("has no revision", () => Redact(_inserted, documentId: _tableId));
        await AssertRefused("has no revision", () => Redact(_inserted, documentId: "nonsense"));
    }

    [Fact]
    public async Task A_transaction_redacts_one_revision()
    {
        await _ledger.Run("UPDATE T SET name = 'third'");
        var second = _ledger.Ledger.Tip with { SequenceNo = _ledger.Ledger.Tip.SequenceNo - 1 };
        var session = await _ledger.Transaction();
        await Redact(session, _inserted);

        await AssertRefused("Exceeded redaction limit", () => Redact(session, second));
        await session.Commit();
    }

    [Fact]
    public async Task Of_two_redactions_in_one_block_one_loses()
    {
        await _ledger.Run("INSERT INTO T << {'name': 'a'}, {'name': 'b'} >>");
        var block = _ledger.Ledger.Tip;
        var ids = (await _ledger.Run("SELECT VALUE id FROM T BY id WHERE name IN ('a', 'b')")).Select(id => id.GetString()).ToList();
        await _ledger.Run("DELETE FROM T WHERE name IN ('a', 'b')");
        var (first, second) = (await _ledger.Transaction(), await _ledger.Transaction());
        await Redact(first, block, documentId: ids[0]);
        await Redact(second, block, documentId: ids[1]);

        await first.Commit();
        await Assert.ThrowsAsync<OccConflictException>(second.Commit);
    }

    [Fact]
    public async Task A_redaction_survives_closing_and_opening()
    {
        await Redact(_inserted);
        _ledger.Reopen();

        Assert.True(_ledger.Ledger.GetRevision(_inserted, QldbId.Parse(_documentId)).Revision.TryGetField("dataHash", out _));
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
    }

    private Task<List<IonElement>> Redact(BlockAddress address, string? tableId = null, string? documentId = null)
        => _ledger.Run($"EXEC redact_revision ?, '{tableId ?? _tableId}', '{documentId ?? _documentId}'", address.ToString());

    private Task<List<IonElement>> Redact(TestSession session, BlockAddress address, string? documentId = null)
        => session.Execute($"EXEC redact_revision ?, '{_tableId}', '{documentId ?? _documentId}'", address.ToString());

    private static async Task AssertRefused(string pattern, Func<Task> action)
        => Assert.Matches(pattern, (await Assert.ThrowsAsync<BadRequestException>(action)).Message);

    private static string Text(List<IonElement> rows, string field) => rows[0].TryGetField(field, out var value) ? value.GetString() : throw new KeyNotFoundException(field);
}
