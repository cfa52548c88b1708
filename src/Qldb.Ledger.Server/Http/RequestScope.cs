using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Http;

/// <summary>One request on its way through the server: what is known of it so far, for the answer and for the log.</summary>
internal sealed class RequestScope(HttpContext context, RequestTarget target, string id)
{
    public HttpContext Context { get; } = context;

    public RequestTarget Target { get; } = target;

    /// <summary>Told to the client as x-amzn-RequestId.</summary>
    public string Id { get; } = id;

    public Caller? Caller { get; set; }

    /// <summary>The operation's name once it is known.</summary>
    public string Operation { get; set; } = "unknown";

    /// <summary>The error that was answered, if any.</summary>
    public ServiceError? Error { get; set; }

    /// <summary>How the answer's body is called; the two protocols differ in that.</summary>
    public string ContentType => Target.Path.Length == 1 ? Reply.AwsJson : Reply.Json;

    public string CallerId => Caller?.Id ?? "nobody";
}
