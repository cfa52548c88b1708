using System.Net.Http.Headers;
using System.Text;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>Sends commands as an SDK would, written out and signed here.</summary>
internal sealed class SigningClient(Uri address, string keyId, string secret) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>A request as an SDK would send it, not signed yet.</summary>
    public static HttpRequestMessage Command(Uri address, string json)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-amz-json-1.0");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content, Headers = { { "X-Amz-Target", "QLDBSession.SendCommand" } } };
    }

    public static HttpRequestMessage Signed(HttpRequestMessage request, string keyId, string secret, DateTimeOffset? at = null)
    {
        var body = request.Content is null ? [] : request.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        Signature.Sign(request, body, keyId, secret, at ?? DateTimeOffset.UtcNow);
        return request;
    }

    public Task<Answer> SendAsync(string json, Action<HttpRequestMessage>? change = null)
    {
        var request = Signed(Command(address, json), keyId, secret);
        change?.Invoke(request);
        return SendAsync(request);
    }

    public Task<Answer> SendUnsignedAsync(string json) => SendAsync(Command(address, json));

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
