using System.Net;
using System.Text.Json;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>What a server answered.</summary>
internal sealed record Answer(int Status, string? ErrorType, string? RequestId, string? ContentType, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Message => Json.GetProperty(nameof(Message)).GetString();

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null,
        response.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.Single() : null,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync());
}
