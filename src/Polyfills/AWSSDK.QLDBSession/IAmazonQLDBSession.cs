using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.QLDBSession;

/// <summary>The data plane of Amazon QLDB: sessions, and the transactions that run in them.</summary>
public partial interface IAmazonQLDBSession : IAmazonService, IDisposable
{
    /// <summary>Sends one command to a ledger.</summary>
    Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default);

    /// <summary>The endpoint that a request would go to.</summary>
    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    // Implemented here, so that a class which implements this interface by hand need not.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonQLDBSessionConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonQLDBSessionClient((AmazonQLDBSessionConfig)clientConfig)
            : new AmazonQLDBSessionClient(awsCredentials, (AmazonQLDBSessionConfig)clientConfig);
}
