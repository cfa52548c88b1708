using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.5.</summary>
public sealed class SystemViewCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();

    [Fact]
    public void C70_the_committed_view_has_whole_revisions()
    {
        var revision = Fixture.Vehicles().Execute("SELECT * FROM _ql_committed_Vehicle WHERE data.VIN = '1N4AL11D75C109151'").Single();
        Assert.Equal(["blockAddress", "hash", "data", "metadata"], revision.EnumerateFields().Select(static field => field.Name!));
        Assert.Equal("1N4AL11D75C109151", revision.Get("data").Text("VIN"));
        Assert.Equal(32, revision.Get("hash").GetLob().Length);
        Assert.Equal(0, revision.Get("metadata").Get("version").GetInt64());
    }

    [Fact]
    public void C71_the_committed_view_is_found_by_id()
    {
        var id = ledger.Execute("INSERT INTO T {'k':1}").Single().Text("documentId");
        var revision = ledger.Execute($"SELECT c.* FROM _ql_committed_T AS c BY docId WHERE docId = '{id}'").Single();
        Assert.Equal(id, revision.Get("metadata").Text("id"));
        ledger.Execute("SELECT metadata.id FROM _ql_committed_T AS p WHERE p.data.k = 1").Are($"{{id: \"{id}\"}}");
    }

    [Fact]
    public void C72_history_has_every_revision()
    {
        var id = InsertAndUpdate();
        ledger.Execute($"SELECT data.k, metadata.version FROM history(T) AS h WHERE h.metadata.id = '{id}'")
            .Are("{k: 1, version: 0}", "{k: 2, version: 1}");
    }

    [Fact]
    public void C73_one_revision_can_be_picked()
    {
        var id = InsertAndUpdate();
        var revision = ledger.Execute($"SELECT * FROM history(T) AS h WHERE h.metadata.id = '{id}' AND h.metadata.version = 0").Single();
        Assert.Equal(1, revision.Get("data").Get("k").GetInt64());
    }

    [Fact]
    public void C74_history_is_cut_to_the_revisions_that_were_current()
    {
        InsertAndUpdate();
        ledger.Execute("SELECT metadata.version FROM history(T, `2024-03-01T12:10Z`, `2024-03-01T12:20Z`)").Are("{version: 0}");
        ledger.Execute("SELECT metadata.version FROM history(T, `2024-03-01T12:10Z`)").Are("{version: 0}", "{version: 1}");
        ledger.ExecuteWith("SELECT metadata.version FROM history(T, ?, ?)", "2024-03-01T12:10Z", "2024-03-01T12:20Z").Are("{version: 0}");
    }

    [Theory]
    [InlineData("history(T, `2020-01-02T`, `2020-01-01T`)")]
    [InlineData("history(T, `2020-01-02T`, `2999-01-01T`)")]
    [InlineData("history(T, `2999-01-02T`)")]
    [InlineData("history(T, 'yesterday')")]
    public void C75_a_history_needs_a_range_that_has_been(string history) =>
        Assert.Equal(PartiQLStage.Evaluator, ledger.Refuses($"SELECT * FROM {history} AS h").Stage);

    [Fact]
    public void C76_deleted_documents_leave_both_views()
    {
        ledger.Execute("INSERT INTO T {'k':1}");
        ledger.Execute("DELETE FROM T");
        ledger.Execute("SELECT * FROM T").Are();
        ledger.Execute("SELECT * FROM _ql_committed_T").Are();
        ledger.Execute("SELECT metadata.version FROM history(T) AS h WHERE h.data IS MISSING").Are("{version: 1}");
    }

    [Fact]
    public void C77_only_an_inactive_revision_can_be_redacted()
    {
        var tableId = ledger.Execute("SELECT VALUE tableId FROM information_schema.user_tables").Single().GetString();
        var id = InsertAndUpdate();
        var addresses = ledger.Execute("SELECT VALUE blockAddress FROM history(T)");
        ledger.Refuses($"EXEC redact_revision `{addresses[1]}`, '{tableId}', '{id}'");
        ledger.Execute($"exec REDACT_REVISION ?, '{tableId}', '{id}'", addresses[0])
            .Are($"{{blockAddress: {addresses[0]}, tableId: \"{tableId}\", documentId: \"{id}\", version: 0}}");
    }

    [Theory]
    [InlineData("EXEC redact_revision 1, 'a', 'b'")]
    [InlineData("EXEC redact_revision `{strandId: \"x\", sequenceNo: 1}`, 2, 'b'")]
    [InlineData("EXEC redact_revision(`{strandId: \"x\", sequenceNo: 1}`, 'a', 'b')")]
    [InlineData("EXEC something 1")]
    public void A_redaction_needs_a_block_address_and_two_ids(string statement) => ledger.Refuses(statement);

    [Fact]
    public void A_history_is_found_by_table_id_even_after_the_table_was_dropped()
    {
        InsertAndUpdate();
        var tableId = ledger.Execute("DROP TABLE T").Single().Text("tableId");
        ledger.Execute($"SELECT VALUE h.data.k FROM history('{tableId}') AS h").Are("1", "2");
        Assert.Equal("432", ledger.Refuses("SELECT * FROM history(T) AS h").Code);
    }

    private string InsertAndUpdate()
    {
        var id = ledger.Execute("INSERT INTO T {'k':1}").Single().Text("documentId");
        ledger.Clock = ledger.Clock.AddHours(1);
        ledger.Execute("UPDATE T SET k = 2");
        return id;
    }
}
