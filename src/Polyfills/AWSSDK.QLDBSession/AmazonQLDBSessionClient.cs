using Amazon.QLDBSession.Internal;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.QLDBSession;

/// <summary>Talks to the QLDB Session service over HTTP: AWS JSON 1.0, signed with the caller's credentials.</summary>
public partial class AmazonQLDBSessionClient : AmazonServiceClient, IAmazonQLDBSession
{
    public AmazonQLDBSessionClient()
        : base(new AmazonQLDBSessionConfig())
    {
    }

    public AmazonQLDBSessionClient(RegionEndpoint region)
        : base(new AmazonQLDBSessionConfig { RegionEndpoint = region })
    {
    }

    public AmazonQLDBSessionClient(AmazonQLDBSessionConfig config)
        : base(config)
    {
    }

    public AmazonQLDBSessionClient(AWSCredentials credentials)
        : this(credentials, new AmazonQLDBSessionConfig())
    {
    }

    public AmazonQLDBSessionClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonQLDBSessionConfig { RegionEndpoint = region })
    {
    }

    public AmazonQLDBSessionClient(AWSCredentials credentials, AmazonQLDBSessionConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    public AmazonQLDBSessionClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonQLDBSessionConfig())
    {
    }

    public AmazonQLDBSessionClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonQLDBSessionConfig { RegionEndpoint = region })
    {
    }

    public AmazonQLDBSessionClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonQLDBSessionConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    public AmazonQLDBSessionClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonQLDBSessionConfig())
    {
    }

    public AmazonQLDBSessionClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonQLDBSessionConfig { RegionEndpoint = region })
    {
    }

    public AmazonQLDBSessionClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonQLDBSessionConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata { get; } = new QLDBSessionMetadata();

    /// <summary>Sends one command to a ledger.</summary>
    public virtual Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = SendCommandMarshaller.Instance,
            ResponseUnmarshaller = SendCommandUnmarshaller.Instance,
        };
        return InvokeAsync<SendCommandResponse>(request, options, cancellationToken);
    }

    /// <summary>The endpoint that a request would go to.</summary>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new QLDBSessionEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new QLDBSessionAuthResolver());
    }
}
