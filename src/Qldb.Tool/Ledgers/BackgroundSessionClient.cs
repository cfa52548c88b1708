using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Qldb.Tool.Ledgers;

/// <summary>
/// An embedded ledger that answers later, as a server does. The embedded client runs a statement before it returns, and until then nobody could tell it that its
/// user has lost patience.
/// </summary>
internal sealed class BackgroundSessionClient(IAmazonQLDBSession inner) : IAmazonQLDBSession
{
    public IClientConfig Config => inner.Config;

    public Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => inner.SendCommandAsync(request, cancellationToken), CancellationToken.None);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => inner.DetermineServiceOperationEndpoint(request);

    public void Dispose() => inner.Dispose();
}
