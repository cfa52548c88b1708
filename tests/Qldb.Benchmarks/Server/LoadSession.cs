using System.Text.Json;
using Qldb.Ion;

namespace Qldb.Benchmarks.Server;

/// <summary>A session on a connection of its own, and the transaction that is measured: start, insert one document of about 300 bytes, commit.</summary>
internal sealed class LoadSession(LoadConnection connection, string token)
{
    public const string Insert = "INSERT INTO Load ?";

    public static readonly byte[] Document = IonElement.ParseText(
        $"{{name: \"{new string('n', 40)}\", address: {{street: \"{new string('s', 60)}\", city: \"{new string('c', 30)}\"}}, amount: 12.50, tags: [\"a\", \"b\"], note: \"{new string('x', 100)}\"}}").ToBinary();

    private static readonly string DocumentText = Convert.ToBase64String(Document);

    public static async Task<LoadSession> StartAsync(LoadConnection connection)
    {
        var answer = await connection.PostAsync("""{"StartSession":{"LedgerName":"load"}}""");
        return new(connection, Member(answer, "StartSession", "SessionToken"));
    }

    /// <summary>A command that has nothing to do in a session without a transaction.</summary>
    public string AbortText { get; } = $$$"""{"SessionToken":"{{{token}}}","AbortTransaction":{}}""";

    public Task AbortAsync() => connection.PostAsync(AbortText);

    public Task InsertAsync() => RunAsync(Insert, DocumentText, Document);

    public Task CreateTableAsync() => RunAsync("CREATE TABLE Load", null, default);

    private async Task RunAsync(string statement, string? parameter, ReadOnlyMemory<byte> ion)
    {
        var id = Member(await connection.PostAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}"""), "StartTransaction", "TransactionId");
        var digest = new CommitDigestBuilder(id);
        if (parameter is null)
        {
            digest.Add(statement);
        }
        else
        {
            digest.Add(statement, ion);
        }

        var parameters = parameter is null ? "" : $$""","Parameters":[{"IonBinary":"{{parameter}}"}]""";
        await connection.PostAsync($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{id}}}","Statement":"{{{statement}}}"{{{parameters}}}}}""");
        await connection.PostAsync($$$"""{"SessionToken":"{{{token}}}","CommitTransaction":{"TransactionId":"{{{id}}}","CommitDigest":"{{{digest.Current}}}"}}""");
    }

    private static string Member(string json, string command, string member)
        => JsonDocument.Parse(json).RootElement.GetProperty(command).GetProperty(member).GetString()!;
}
