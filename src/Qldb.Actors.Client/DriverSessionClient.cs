using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Qldb.Actors.Client;

/// <summary>The SDK's client under the driver's name: the user agent says who calls.</summary>
internal sealed class DriverSessionClient : AmazonQLDBSessionClient
{
    private static readonly string Name = $"lib/qldb-actors#{typeof(DriverSessionClient).Assembly.GetName().Version?.ToString(3)}";

    private readonly string? _suffix;

    public DriverSessionClient(AWSCredentials? credentials, AmazonQLDBSessionConfig config, string? suffix)
        : base(credentials ?? config.DefaultAWSCredentials, config) => _suffix = suffix;

    public override Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        var userAgent = ((IAmazonWebServiceRequest)request).UserAgentDetails;
        userAgent.AddUserAgentComponent(Name);
        if (_suffix is not null)
            userAgent.AddUserAgentComponent(_suffix);
        return base.SendCommandAsync(request, cancellationToken);
    }
}
