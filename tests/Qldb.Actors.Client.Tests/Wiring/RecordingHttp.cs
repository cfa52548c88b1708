using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Qldb.Actors.Client.Tests.Wiring;

/// <summary>An HTTP client of the user's own below the SDK's: keeps what would be sent, and refuses it.</summary>
internal sealed class RecordingHttp : HttpClientFactory
{
    public List<HttpRequestMessage> Requests { get; } = [];

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(Requests));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(List<HttpRequestMessage> requests) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (requests)
                requests.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest)
            {
                RequestMessage = request,
                Content = new StringContent("""{"__type":"BadRequestException","message":"recorded"}""", Encoding.UTF8, "application/x-amz-json-1.0"),
            });
        }
    }
}
