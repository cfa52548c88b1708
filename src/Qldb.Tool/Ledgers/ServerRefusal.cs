using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>What a server answered instead of what it was asked for.</summary>
internal sealed class ServerRefusal(string type, string message) : ToolException(message)
{
    /// <summary>The service's name for the error, such as <c>ResourceNotFoundException</c>.</summary>
    public string Type { get; } = type;

    public static ServerRefusal Of(Uri endpoint, string type, string said) => new(type, $"{endpoint.GetLeftPart(UriPartial.Authority)} refuses: {said} ({type})." + Advice(type));

    private static string Advice(string type) => type switch
    {
        "MissingAuthenticationTokenException" => " The server wants signed requests: give --access-key ID:SECRET, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        "UnrecognizedClientException" => " The access key is not one of this server's: check --access-key or AWS_ACCESS_KEY_ID, and AWS_SESSION_TOKEN.",
        "InvalidSignatureException" => " Check the secret of the access key, the clock, and the --region.",
        _ => "",
    };
}
