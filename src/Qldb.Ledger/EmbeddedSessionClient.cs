using System.Diagnostics;
using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Qldb.Ion;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger;

/// <summary>
/// Ledgers in this process, behind the interface of the service's SDK: any driver that takes an <see cref="IAmazonQLDBSession"/> runs on it unchanged.
/// Thread safe.
/// </summary>
/// <remarks>
/// Statements run on the calling thread before the method returns; commits may complete later. Errors are the SDK's own types, with the code, status and
/// message that the service gave. The client owns neither ledgers nor sessions.
/// </remarks>
public sealed class EmbeddedSessionClient : IAmazonQLDBSession
{
    private readonly LedgerHost _host;
    private AmazonQLDBSessionConfig? _config;
    private bool _isDisposed;

    /// <summary>Makes a client for one ledger.</summary>
    public EmbeddedSessionClient(Ledger ledger)
    {
        _host = new LedgerHost();
        _host.Add(ledger);
    }

    /// <summary>Makes a client for all ledgers of a host, those that come later included.</summary>
    public EmbeddedSessionClient(LedgerHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>Gets a configuration that nothing here depends on; the interface asks for one.</summary>
    public IClientConfig Config => _config ??= new AmazonQLDBSessionConfig();

    /// <summary>Sends one command, as the service's <c>SendCommand</c>.</summary>
    /// <param name="request">Exactly one command, and the session token unless it is StartSession.</param>
    /// <param name="cancellationToken">Ends a statement between two rows; a commit that has begun goes on all the same, and its outcome can be asked for again.</param>
    /// <exception cref="AmazonQLDBSessionException">The ledger refused the command; the type says why.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var response = new SendCommandResponse { HttpStatusCode = HttpStatusCode.OK };
        try
        {
            await Sessions.CommandDispatcher.Dispatch(_host, request, response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception failure) when (Sessions.SessionErrors.Translate(failure) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Answers with a name that is no address: nothing leaves the process.</summary>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => new("embedded://qldb");

    /// <summary>Refuses further commands. Ledgers and sessions stay.</summary>
    public void Dispose() => _isDisposed = true;
}
