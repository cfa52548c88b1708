using System.Net.Http.Json;
using System.Text.Json;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>Calls a server's control plane: REST and JSON, as API version 2019-01-02 has it.</summary>
internal sealed class ControlPlaneClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Uri _endpoint;
    private readonly HttpClient _http;

    public ControlPlaneClient(ServerAddress server)
    {
        _endpoint = server.Endpoint;
        HttpMessageHandler handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !server.Endpoint.IsLoopback };
        _http = new HttpClient(server.Key is { } key ? new SigningHandler(key, server.Region, handler) : handler) { Timeout = Patience };
    }

    /// <summary>Calls one operation.</summary>
    /// <returns>The answer; an undefined element where it has no body.</returns>
    /// <exception cref="ServerRefusal">The server answered with an error.</exception>
    /// <exception cref="ToolException">The server did not answer, or not as a QLDB server does.</exception>
    public async Task<JsonElement> CallAsync(HttpMethod method, string pathAndQuery, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_endpoint, pathAndQuery));
        if (body is not null)
        {
            // The API's members begin with capitals.
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Default);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return Read(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var cause = failure is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : failure.InnerException?.Message ?? failure.Message;
            throw new ToolException($"{_endpoint} cannot be reached: {cause}. Check the address, and that a server listens there ('qldb serve').", cause: failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private JsonElement Read(HttpResponseMessage response, byte[] body)
    {
        try
        {
            var json = body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
            if (response.IsSuccessStatusCode)
            {
                return json;
            }

            if (response.Headers.TryGetValues("x-amzn-ErrorType", out var types))
            {
                var said = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("Message", out var message) ? message.GetString() : null;
                throw ServerRefusal.Of(_endpoint, types.First().Split(':')[0], (said ?? $"status {(int)response.StatusCode}").TrimEnd('.'));
            }
        }
        catch (JsonException)
        {
            // Said below: whatever listens there is no QLDB server.
        }

        throw new ToolException($"{_endpoint} answered with status {(int)response.StatusCode} and something that no QLDB server says. Check the address.");
    }
}
