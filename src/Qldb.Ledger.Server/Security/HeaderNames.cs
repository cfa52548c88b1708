namespace Qldb.Ledger.Server.Security;

/// <summary>The names of the headers that SDKs sign, kept as strings so that the usual request makes no new ones.</summary>
internal static class HeaderNames
{
    public const string Authorization = "Authorization";
    public const string Date = "x-amz-date";
    public const string SecurityToken = "x-amz-security-token";
    public const string ContentHash = "x-amz-content-sha256";
    public const string Target = "x-amz-target";
    public const string Host = "host";

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        Host, Date, SecurityToken, ContentHash, Target,
        "accept", "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "content-length", "content-type", "x-amz-api-version", "x-amz-user-agent",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The name as a string.</summary>
    public static string Known(ReadOnlySpan<char> name) => Names.TryGetValue(name, out var known) ? known : name.ToString();
}
