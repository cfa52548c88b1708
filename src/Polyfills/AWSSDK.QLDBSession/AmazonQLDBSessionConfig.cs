using Amazon.QLDBSession.Endpoints;
using Amazon.QLDBSession.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.QLDBSession;

/// <summary>How an <see cref="AmazonQLDBSessionClient"/> reaches the service.</summary>
public partial class AmazonQLDBSessionConfig : ClientConfig
{
    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString("QLDB Session", "4.0.2.2");

    public AmazonQLDBSessionConfig()
        : base(new DefaultConfigurationProvider(SdkDefaults.All))
    {
        AuthenticationServiceName = "qldb";
        ServiceId = "QLDB Session";
        EndpointProvider = new QLDBSessionEndpointProvider();

        // A command that was lost on a stale connection may have taken effect: sent again, a statement runs twice and a commit fails
        // although it succeeded. The core would send it up to ten times more, even with MaxErrorRetry at 0.
        MaxStaleConnectionRetries = 0;
    }

    public override string RegionEndpointServiceName => "session.qldb";

    public override string ServiceVersion => "2019-07-11";

    public override string UserAgent => UserAgentString;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(QLDBSessionEndpointParameters.For(this, parameters.AlternateEndpoint));
}
