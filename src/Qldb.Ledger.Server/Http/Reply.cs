using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Qldb.Ledger.Server.Http;

/// <summary>Sends finished answers: the status, the headers that SDKs read, and a body of known length.</summary>
internal static class Reply
{
    public const string AwsJson = "application/x-amz-json-1.0";
    public const string Json = "application/json";

    private static readonly JsonWriterOptions Trusted = new() { SkipValidation = true };

    /// <summary>A JSON writer over a buffer. What this server writes is well formed by construction.</summary>
    public static Utf8JsonWriter Writer(PooledBuffer buffer) => new(buffer, Trusted);

    public static async Task SendAsync(HttpContext context, string contentType, PooledBuffer body)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory, CancellationToken.None).ConfigureAwait(false);
    }

    public static async Task SendErrorAsync(HttpContext context, string contentType, ServiceError error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.Headers["x-amzn-ErrorType"] = error.Type;
        using var body = new PooledBuffer();
        Write(body, error);
        await SendAsync(context, contentType, body).ConfigureAwait(false);
    }

    private static void Write(PooledBuffer body, ServiceError error)
    {
        using var json = Writer(body);
        json.WriteStartObject();
        json.WriteString("__type"u8, error.Type);
        json.WriteString("Message"u8, error.Message);
        foreach (var (name, value) in error.Details)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
