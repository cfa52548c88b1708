using System.Net;
using System.Text;
using Amazon.Runtime;

namespace Qldb.Actors.Client.Tests;

/// <summary>Lies below the SDK's client and above the socket, and carries out what <see cref="FaultsOnTheWire"/> named.</summary>
internal sealed class FaultyHttp : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler());

    private sealed class Handler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                FaultsOnTheWire.Cut => throw new HttpRequestException("The connection was cut."),
                FaultsOnTheWire.Html => Instead(response, "<html><body>It works!</body></html>", "text/html"),
                FaultsOnTheWire.Nothing => Instead(response, "{}", "application/x-amz-json-1.0"),
                _ => response,
            };
        }

        private static HttpResponseMessage Instead(HttpResponseMessage response, string body, string contentType)
        {
            response.Dispose();
            return new(HttpStatusCode.OK) { RequestMessage = response.RequestMessage, Content = new StringContent(body, Encoding.UTF8, contentType) };
        }
    }
}
