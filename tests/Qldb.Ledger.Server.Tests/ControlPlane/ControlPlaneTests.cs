using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Server.Tests.Support;
using Qldb.Ledger.Verification;

namespace Qldb.Ledger.Server.Tests.ControlPlane;

/// <summary>The control plane over HTTP, on real ledgers in memory.</summary>
public sealed class ControlPlaneTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartRealAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_ledger_is_created_described_listed_updated_and_deleted()
    {
        var created = await _server.CallAsync("POST", "/ledgers", """{"Name":"led","PermissionsMode":"STANDARD","Tags":{"team":"ledger"}}""");
        Assert.Equal((200, "application/json"), (created.Status, created.ContentType));
        Assert.Equal("led", created.Json.GetProperty("Name").GetString());
        Assert.Equal("ACTIVE", created.Json.GetProperty("State").GetString());
        Assert.Equal("arn:aws:qldb:us-east-1:000000000000:ledger/led", created.Json.GetProperty("Arn").GetString());
        Assert.True(created.Json.GetProperty("DeletionProtection").GetBoolean());
        Assert.InRange(created.Json.GetProperty("CreationDateTime").GetDouble(), DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds());
        Assert.Equal(created.Body, (await _server.CallAsync("GET", "/ledgers/led")).Body);

        var listed = await _server.CallAsync("GET", "/ledgers");
        Assert.Equal("led", listed.Json.GetProperty("Ledgers").EnumerateArray().Single().GetProperty("Name").GetString());

        var refused = await _server.CallAsync("DELETE", "/ledgers/led");
        Assert.Equal((412, "ResourcePreconditionNotMetException"), (refused.Status, refused.ErrorType));
        Assert.Equal("led", refused.Json.GetProperty("ResourceName").GetString());

        var updated = await _server.CallAsync("PATCH", "/ledgers/led", """{"DeletionProtection":false}""");
        Assert.False(updated.Json.GetProperty("DeletionProtection").GetBoolean());
        var deleted = await _server.CallAsync("DELETE", "/ledgers/led");
        Assert.Equal((200, ""), (deleted.Status, deleted.Body));

        var gone = await _server.CallAsync("GET", "/ledgers/led");
        Assert.Equal((404, "ResourceNotFoundException"), (gone.Status, gone.ErrorType));
        Assert.Equal(("BadRequestException", 400), await Refusal("""{"StartSession":{"LedgerName":"led"}}"""));
    }

    [Fact]
    public async Task Deleting_a_ledger_ends_its_sessions()
    {
        _server.Ledgers.EnsureCreated("led");
        var token = await _server.StartSessionAsync();
        await _server.CallAsync("PATCH", "/ledgers/led", """{"DeletionProtection":false}""");
        await _server.CallAsync("DELETE", "/ledgers/led");
        Assert.Equal(("InvalidSessionException", 400), await Refusal($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}"""));
    }

    [Fact]
    public async Task A_ledger_can_be_created_again_after_its_deletion()
    {
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(200, (await _server.CallAsync("POST", "/ledgers", """{"Name":"led","PermissionsMode":"ALLOW_ALL","DeletionProtection":false}""")).Status);
            Assert.NotNull(await _server.StartSessionAsync());
            Assert.Equal(200, (await _server.CallAsync("DELETE", "/ledgers/led")).Status);
        }
    }

    [Theory]
    [InlineData("{}", "Name")]
    [InlineData("", "Name")]
    [InlineData("""{"Name":"--","PermissionsMode":"ALLOW_ALL"}""", "Name")]
    [InlineData("""{"Name":"../evil","PermissionsMode":"ALLOW_ALL"}""", "Name")]
    [InlineData("""{"Name":"led"}""", "PermissionsMode")]
    [InlineData("""{"Name":"led","PermissionsMode":"NONE"}""", "PermissionsMode")]
    [InlineData("""{"Name":"led","PermissionsMode":"ALLOW_ALL","KmsKey":"arn:aws:kms:x"}""", "KmsKey")]
    [InlineData("""{"Name":"led","PermissionsMode":"ALLOW_ALL","Tags":{"":"x"}}""", "Tags")]
    public async Task A_ledger_that_cannot_be_is_refused_with_the_parameters_name(string body, string parameter)
    {
        var answer = await _server.CallAsync("POST", "/ledgers", body);
        Assert.Equal((400, "InvalidParameterException", parameter), (answer.Status, answer.ErrorType, answer.Json.GetProperty("ParameterName").GetString()));
        Assert.Empty((await _server.CallAsync("GET", "/ledgers")).Json.GetProperty("Ledgers").EnumerateArray());
    }

    [Fact]
    public async Task Two_ledgers_cannot_have_one_name()
    {
        _server.Ledgers.EnsureCreated("led");
        var answer = await _server.CallAsync("POST", "/ledgers", """{"Name":"led","PermissionsMode":"ALLOW_ALL"}""");
        Assert.Equal((409, "ResourceAlreadyExistsException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task A_long_list_comes_in_pages()
    {
        string[] names = [.. Enumerable.Range(0, 7).Select(i => $"ledger-{i}")];
        Array.ForEach(names, name => _server.Ledgers.EnsureCreated(name));
        var found = new List<string?>();
        string? token = null;
        do
        {
            var page = await _server.CallAsync("GET", "/ledgers?max_results=3" + (token is null ? "" : "&next_token=" + Uri.EscapeDataString(token)));
            found.AddRange(page.Json.GetProperty("Ledgers").EnumerateArray().Select(ledger => ledger.GetProperty("Name").GetString()));
            token = page.Json.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(names, found);
        Assert.Equal("InvalidParameterException", (await _server.CallAsync("GET", "/ledgers?max_results=0")).ErrorType);
        Assert.Equal("InvalidParameterException", (await _server.CallAsync("GET", "/ledgers?next_token=%2F%2F")).ErrorType);
    }

    [Fact]
    public async Task Tags_are_added_read_and_removed_under_the_ledgers_ARN()
    {
        _server.Ledgers.EnsureCreated("led");
        var path = "/tags/" + Uri.EscapeDataString("arn:aws:qldb:us-east-1:000000000000:ledger/led");
        Assert.Equal("{}", (await _server.CallAsync("POST", path, """{"Tags":{"team":"ledger","cost centre":"a&b=ü","empty":null}}""")).Body);
        Assert.Equal("{}", (await _server.CallAsync("DELETE", path + "?tagKeys=team&tagKeys=none")).Body);
        var tags = (await _server.CallAsync("GET", path)).Json.GetProperty("Tags");
        Assert.Equal(["cost centre=a&b=ü", "empty="], tags.EnumerateObject().Select(tag => $"{tag.Name}={tag.Value}").Order());
        Assert.Equal("InvalidParameterException", (await _server.CallAsync("GET", "/tags/arn%3Aaws%3Aqldb%3Aeu-west-1%3A000000000000%3Aledger%2Fled")).ErrorType);
        Assert.Equal("InvalidParameterException", (await _server.CallAsync("DELETE", path)).ErrorType);
        var tooMany = "{" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"t{i}\":\"\"")) + "}";
        Assert.Equal("InvalidParameterException", (await _server.CallAsync("POST", path, $$"""{"Tags":{{tooMany}}}""")).ErrorType);
    }

    [Fact]
    public async Task A_block_can_be_proved_by_a_digest_taken_over_HTTP()
    {
        _server.Ledgers.EnsureCreated("led");
        var digest = (await _server.CallAsync("POST", "/ledgers/led/digest")).Json;
        var tip = digest.GetProperty("DigestTipAddress").GetProperty("IonText").GetString();
        var answer = await _server.CallAsync(
            "POST", "/ledgers/led/block", $$$"""{"BlockAddress":{"IonText":{{{Json(tip)}}}},"DigestTipAddress":{"IonText":{{{Json(tip)}}}}}""");
        Assert.Equal(200, answer.Status);
        var block = IonElement.ParseText(answer.Json.GetProperty("Block").GetProperty("IonText").GetString()!);
        var proof = MerkleProof.Parse(IonElement.ParseText(answer.Json.GetProperty("Proof").GetProperty("IonText").GetString()!));
        Assert.True(block.TryGetField("blockHash", out var hash));
        Assert.Equal(digest.GetProperty("Digest").GetString(), proof.Root(new QldbHash(hash.GetLob())).ToString());

        var unproved = await _server.CallAsync("POST", "/ledgers/led/block", $$$"""{"BlockAddress":{"IonText":{{{Json(tip)}}}}}""");
        Assert.False(unproved.Json.TryGetProperty("Proof", out _));
    }

    [Theory]
    [InlineData("block", "{}", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{}}""", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{"IonText":"{{{"}}""", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{"IonText":"[1,2]"}}""", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{"IonText":"STRAND:99"}}""", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{"IonText":"{strandId:\"BlFTjlSXze9BIh1KOszcE3\",sequenceNo:0}"}}""", "BlockAddress")]
    [InlineData("block", """{"BlockAddress":{"IonText":"STRAND:0"},"DigestTipAddress":{"IonText":"STRAND:99"}}""", "DigestTipAddress")]
    [InlineData("revision", """{"BlockAddress":{"IonText":"STRAND:0"}}""", "DocumentId")]
    [InlineData("revision", """{"BlockAddress":{"IonText":"STRAND:0"},"DocumentId":"short"}""", "DocumentId")]
    [InlineData("revision", """{"BlockAddress":{"IonText":"STRAND:0"},"DocumentId":"BlFTjlSXze9BIh1KOszcE3"}""", "DocumentId")]
    public async Task An_address_where_there_is_nothing_is_an_invalid_parameter(string call, string body, string parameter)
    {
        _server.Ledgers.EnsureCreated("led");
        _server.Ledgers.Host.TryGet("led", out var ledger);
        body = System.Text.RegularExpressions.Regex.Replace(
            body, "STRAND:(\\d+)", match => Json(new BlockAddress(ledger!.StrandId, long.Parse(match.Groups[1].Value)).ToString()).Trim('"'));
        var answer = await _server.CallAsync("POST", $"/ledgers/led/{call}", body);
        Assert.Equal((400, "InvalidParameterException"), (answer.Status, answer.ErrorType));
        Assert.Equal(parameter, answer.Json.GetProperty("ParameterName").GetString());
        Assert.DoesNotContain("(Parameter", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/", 404, "UnknownOperationException")]
    [InlineData("GET", "/ledger", 404, "UnknownOperationException")]
    [InlineData("PUT", "/ledgers/led", 404, "UnknownOperationException")]
    [InlineData("POST", "/ledgers/led/digest/more", 404, "UnknownOperationException")]
    [InlineData("POST", "/ledgers/led/journal-s3-exports", 400, "UnknownOperationException")]
    [InlineData("GET", "/ledgers/none", 404, "ResourceNotFoundException")]
    [InlineData("POST", "/ledgers/none/digest", 404, "ResourceNotFoundException")]
    [InlineData("GET", "/ledgers/..%2F..%2Fetc%2Fpasswd", 400, "InvalidParameterException")]
    [InlineData("GET", "/ledgers/%2e%2e", 404, "UnknownOperationException")]
    [InlineData("GET", "/ledgers/led%5C..", 400, "InvalidParameterException")]
    [InlineData("GET", "/ledgers/led%2Edb", 400, "InvalidParameterException")]
    [InlineData("DELETE", "/ledgers/%6Ced", 412, "ResourcePreconditionNotMetException")]
    public async Task Paths_that_lead_nowhere_or_astray_are_refused(string method, string path, int status, string type)
    {
        _server.Ledgers.EnsureCreated("led");
        var answer = await _server.CallAsync(method, path);
        Assert.Equal((status, type), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task A_reader_may_look_at_ledgers_and_change_none()
    {
        _server.Ledgers.EnsureCreated("led");
        const string reader = RunningServer.ReaderKeyId;
        Assert.Equal(200, (await _server.CallAsync("GET", "/ledgers/led", keyId: reader)).Status);
        Assert.Equal(200, (await _server.CallAsync("POST", "/ledgers/led/digest", keyId: reader)).Status);
        foreach (var (method, path, body) in new[]
        {
            ("POST", "/ledgers", """{"Name":"new","PermissionsMode":"ALLOW_ALL"}"""), ("PATCH", "/ledgers/led", """{"DeletionProtection":false}"""),
            ("PATCH", "/ledgers/led/permissions-mode", """{"PermissionsMode":"STANDARD"}"""), ("DELETE", "/ledgers/led", null),
            ("POST", "/tags/arn%3Aaws%3Aqldb%3Aus-east-1%3A000000000000%3Aledger%2Fled", """{"Tags":{}}"""),
        })
        {
            var answer = await _server.CallAsync(method, path, body, reader);
            Assert.Equal((403, "AccessDeniedException"), (answer.Status, answer.ErrorType));
        }
    }

    [Fact]
    public async Task A_key_that_is_limited_to_ledgers_sees_and_makes_no_others()
    {
        _server.Ledgers.EnsureCreated("one");
        _server.Ledgers.EnsureCreated("three");
        const string limited = RunningServer.LimitedKeyId;
        Assert.Equal("one", (await _server.CallAsync("GET", "/ledgers", keyId: limited)).Json.GetProperty("Ledgers").EnumerateArray().Single().GetProperty("Name").GetString());
        Assert.Equal(403, (await _server.CallAsync("GET", "/ledgers/three", keyId: limited)).Status);
        Assert.Equal(403, (await _server.CallAsync("GET", "/ledgers/none", keyId: limited)).Status);
        Assert.Equal(403, (await _server.CallAsync("POST", "/ledgers", """{"Name":"four","PermissionsMode":"ALLOW_ALL"}""", limited)).Status);
        Assert.Equal(200, (await _server.CallAsync("POST", "/ledgers", """{"Name":"two","PermissionsMode":"ALLOW_ALL"}""", limited)).Status);
    }

    private static string Json(string? text) => System.Text.Json.JsonSerializer.Serialize(text);

    private async Task<(string? Type, int Status)> Refusal(string command)
    {
        var answer = await _server.SendAsync(command);
        return (answer.ErrorType, answer.Status);
    }
}
