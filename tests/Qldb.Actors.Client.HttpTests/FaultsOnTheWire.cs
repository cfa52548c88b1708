using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Qldb.Actors.Client.Tests;

/// <summary>
/// Stands behind the server and turns what a test's service throws into what travels: a bare status gets the code that AWS sends with it, and what is no
/// answer at all (a cut connection, a page of HTML, nothing) is named by a status that no server uses, for <see cref="FaultyHttp"/> to carry out.
/// </summary>
internal sealed class FaultsOnTheWire(IAmazonQLDBSession service) : IAmazonQLDBSession
{
    public const HttpStatusCode Cut = (HttpStatusCode)590;
    public const HttpStatusCode Html = (HttpStatusCode)591;
    public const HttpStatusCode Nothing = (HttpStatusCode)592;

    public IClientConfig Config => service.Config;

    public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await service.SendCommandAsync(request, cancellationToken);
            return IsNothing(response) ? throw Named(Nothing) : response;
        }
        catch (AmazonServiceException e) when (e.ErrorCode is null && e.StatusCode != Nothing)
        {
            throw e.StatusCode switch
            {
                HttpStatusCode.OK => Named(Html),
                HttpStatusCode.ServiceUnavailable => Named(e.StatusCode, "ServiceUnavailable"),
                _ => Named(e.StatusCode, "InternalServerError"),
            };
        }
        catch (Exception e) when (e is not (AmazonServiceException or OperationCanceledException))
        {
            throw Named(Cut);
        }
    }

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => service.DetermineServiceOperationEndpoint(request);

    public void Dispose() => service.Dispose();

    private static bool IsNothing(SendCommandResponse response) => response is
    {
        StartSession: null, StartTransaction: null, ExecuteStatement: null, FetchPage: null, CommitTransaction: null, AbortTransaction: null, EndSession: null,
    };

    private static AmazonQLDBSessionException Named(HttpStatusCode status, string code = "Fault") => new("It failed.", ErrorType.Unknown, code, "r", status);
}
