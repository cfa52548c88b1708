using System.Text.Json;

namespace Qldb.Tool.Tests.Verification;

/// <summary><c>qldb digest</c>, <c>qldb proof</c> and <c>qldb verify</c> as users run them: save, carry away, verify without the ledger.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _saved = new();

    public void Dispose()
    {
        _data.Dispose();
        _saved.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_intact_journal_verifies_against_a_digest_that_was_kept(bool served)
    {
        await PeopleLedger.CreateAsync(_data);
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;
        string[] place = server?.Place ?? ["--data", _data.Path];

        Assert.Equal(0, (await QldbProcess.RunAsync(["digest", "--save", _saved.File("digest.json"), .. place])).ExitCode);
        var (exitCode, output, errors) = await QldbProcess.RunAsync(["verify", "--digest", _saved.File("digest.json"), "-o", "json", .. place]);
        Assert.True(exitCode == 0, errors);
        var found = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.True(found.GetProperty("verified").GetBoolean());
        Assert.Equal(5, found.GetProperty("blocks").GetInt64());
        Assert.Equal(1, found.GetProperty("knownDigests").GetInt32());
        Assert.Equal(found.GetProperty("digest").GetString(), JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(_saved.File("digest.json"))).GetProperty("digest").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_broken_block_is_named_and_why(bool served)
    {
        var people = await PeopleLedger.CreateAsync(_data);
        people.Corrupt("UPDATE revision SET data = CAST(replace(CAST(data AS TEXT), 'Bob', 'Eve') AS BLOB) WHERE instr(data, CAST('Bob' AS BLOB)) > 0");
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;

        var (exitCode, output, _) = await QldbProcess.RunAsync(["verify", "-o", "json", .. server?.Place ?? ["--data", _data.Path]]);
        Assert.Equal(1, exitCode);
        var found = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.False(found.GetProperty("verified").GetBoolean());
        Assert.Equal(3, found.GetProperty("fault").GetProperty("sequenceNo").GetInt64());
        Assert.Contains("Block 3", found.GetProperty("fault").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_journal_that_was_replaced_as_a_whole_is_told_by_the_digest_that_was_kept(bool served)
    {
        await PeopleLedger.CreateAsync(_data);
        await QldbProcess.RunAsync("digest", "--data", _data.Path, "--save", _saved.File("digest.json"));
        File.Delete(_data.File("people.qldb"));
        await PeopleLedger.CreateAnotherAsync(_data);
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;
        string[] place = server?.Place ?? ["--data", _data.Path];

        Assert.Equal(0, (await QldbProcess.RunAsync(["verify", .. place])).ExitCode);
        var (exitCode, output, _) = await QldbProcess.RunAsync(["verify", "--digest", _saved.File("digest.json"), .. place]);
        Assert.Equal(1, exitCode);
        Assert.Contains("BROKEN", output, StringComparison.Ordinal);
        Assert.Contains("is not of this ledger", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_saved_revision_is_proved_without_the_ledger_by_a_digest_that_was_kept(bool served)
    {
        var people = await PeopleLedger.CreateAsync(_data);
        using (var server = served ? await ServeProcess.StartAsync(_data.Path) : null)
        {
            string[] place = server?.Place ?? ["--data", _data.Path];
            await QldbProcess.RunAsync(["digest", "--save", _saved.File("kept.json"), .. place]);
            var (exitCode, output, errors) = await QldbProcess.RunAsync(
                ["proof", "--document", people.DocumentId, "--version", "0", "--digest", _saved.File("kept.json"), "--save", _saved.File("receipt"), "-o", "json", .. place]);
            Assert.True(exitCode == 0, errors);
            Assert.Equal(0, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("version").GetInt64());
            await File.WriteAllTextAsync(_saved.File("receipt.json"), output);
        }

        File.Delete(_data.File("people.qldb"));
        await AssertProvedAsync("--bundle", _saved.File("receipt"));
        await AssertProvedAsync("--bundle", _saved.File("receipt.json"), "--digest", _saved.File("kept.json"));
        await AssertProvedAsync("--revision", _saved.File("receipt/revision.ion"), "--proof", _saved.File("receipt/proof.ion"), "--digest", _saved.File("kept.json"));
    }

    [Fact]
    public async Task What_the_aws_command_line_saved_is_understood()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        var (_, output, _) = await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--data", _data.Path, "-o", "json");
        var receipt = JsonSerializer.Deserialize<JsonElement>(output);
        var tip = receipt.GetProperty("digestTipAddress");
        await File.WriteAllTextAsync(_saved.File("get-revision.json"), JsonSerializer.Serialize(new
        {
            Proof = new { IonText = receipt.GetProperty("proof").GetString() },
            Revision = new { IonText = receipt.GetProperty("revision").GetString() },
        }));
        await File.WriteAllTextAsync(_saved.File("get-digest.json"), JsonSerializer.Serialize(new
        {
            Digest = receipt.GetProperty("digest").GetString(),
            DigestTipAddress = new { IonText = $"{{strandId:\"{tip.GetProperty("strandId").GetString()}\",sequenceNo:{tip.GetProperty("sequenceNo").GetInt64()}}}" },
        }));

        await AssertProvedAsync("--bundle", _saved.File("get-revision.json"), "--digest", _saved.File("get-digest.json"));
    }

    [Fact]
    public async Task Any_change_of_revision_proof_or_digest_fails_the_proof()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--data", _data.Path, "--save", _saved.Path);
        await AssertProvedAsync("--bundle", _saved.Path);

        await AssertLieIsFoundAsync("revision.ion", "Lovelace", "Loveless");
        await AssertLieIsFoundAsync("revision.ion", "version: 1", "version: 2");
        var proof = await File.ReadAllTextAsync(_saved.File("proof.ion"));
        await AssertLieIsFoundAsync("proof.ion", proof[..(proof.IndexOf("}}", StringComparison.Ordinal) + 3)], "[");
        var digest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(_saved.File("digest.json"))).GetProperty("digest").GetString()!;
        await AssertLieIsFoundAsync("digest.json", digest, Convert.ToBase64String([.. Convert.FromBase64String(digest).Reverse()]));
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_named_with_the_reason()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--data", _data.Path, "--save", _saved.Path);
        (string File, string Content)[] wrong =
        [
            ("revision.ion", ""),
            ("revision.ion", "{ a: "),
            ("revision.ion", "{a: 1} {a: 2}"),
            ("proof.ion", "{{AAAA}}"),
            ("proof.ion", "[{{AAAA}}]"),
            ("digest.json", """{"digest": "AAAA"}"""),
            ("digest.json", """{"digest": 7, "digestTipAddress": 7}"""),
            ("digest.json", "[1, 2]"),
        ];
        foreach (var (file, content) in wrong)
        {
            var right = await File.ReadAllTextAsync(_saved.File(file));
            await File.WriteAllTextAsync(_saved.File(file), content);
            var (exitCode, output, errors) = await QldbProcess.RunAsync("verify", "--bundle", _saved.Path);
            Assert.Equal((1, ""), (exitCode, output));
            Assert.StartsWith(_saved.File(file) + " is not a", errors, StringComparison.Ordinal);
            Assert.Single(errors.Split('\n'));
            await File.WriteAllTextAsync(_saved.File(file), right);
        }
    }

    [Fact]
    public async Task A_file_that_is_missing_and_a_document_that_is_not_there_are_named()
    {
        await PeopleLedger.CreateAsync(_data);

        var missing = await QldbProcess.RunAsync("verify", "--bundle", _saved.File("nothing"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains(_saved.File("nothing"), missing.Errors, StringComparison.Ordinal);

        var unknown = await QldbProcess.RunAsync("proof", "--document", "0000000000000000000000", "--data", _data.Path);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("has no document 0000000000000000000000", unknown.Errors, StringComparison.Ordinal);

        var malformed = await QldbProcess.RunAsync("proof", "--document", "7", "--data", _data.Path);
        Assert.Equal(2, malformed.ExitCode);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_answered_with_those_that_are()
    {
        var people = await PeopleLedger.CreateAsync(_data);

        var (exitCode, _, errors) = await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--version", "7", "--data", _data.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains("has no version 7; it has 0, 1.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_older_than_the_revision_cannot_prove_it()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        var (_, output, _) = await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--version", "0", "--data", _data.Path, "-o", "json");
        var strand = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("blockAddress").GetProperty("strandId").GetString();
        await File.WriteAllTextAsync(_saved.File("old.json"), $$"""{"digest": "{{Convert.ToBase64String(new byte[32])}}", "digestTipAddress": {"strandId": "{{strand}}", "sequenceNo": 1} }""");

        var (exitCode, _, errors) = await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--digest", _saved.File("old.json"), "--data", _data.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains("take a newer digest", errors, StringComparison.Ordinal);
    }

    private async Task AssertLieIsFoundAsync(string file, string truth, string lie)
    {
        var original = await File.ReadAllTextAsync(_saved.File(file));
        Assert.Contains(truth, original, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_saved.File(file), original.Replace(truth, lie, StringComparison.Ordinal));
        var (exitCode, output, errors) = await QldbProcess.RunAsync("verify", "--bundle", _saved.Path, "-o", "json");
        Assert.True(exitCode == 1, output + errors);
        var found = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.False(found.GetProperty("verified").GetBoolean());
        Assert.NotEmpty(found.GetProperty("fault").GetString()!);
        await File.WriteAllTextAsync(_saved.File(file), original);
    }

    private static async Task AssertProvedAsync(params string[] options)
    {
        var (exitCode, output, errors) = await QldbProcess.RunAsync(["verify", .. options]);
        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("is proved", output, StringComparison.Ordinal);
    }
}
