using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.QLDBSession.Endpoints;

/// <summary>What the endpoint of the service depends on.</summary>
public class QLDBSessionEndpointParameters : EndpointParameters
{
    public QLDBSessionEndpointParameters()
    {
        UseDualStack = false;
        UseFIPS = false;
    }

    /// <summary>The system name of the region, such as us-east-1.</summary>
    public string Region
    {
        get => (string)this[nameof(Region)];
        set => this[nameof(Region)] = value;
    }

    /// <summary>Asks for an endpoint that answers over IPv6 too.</summary>
    public bool? UseDualStack
    {
        get => (bool?)this[nameof(UseDualStack)];
        set => this[nameof(UseDualStack)] = value;
    }

    /// <summary>Asks for an endpoint with validated cryptography.</summary>
    public bool? UseFIPS
    {
        get => (bool?)this[nameof(UseFIPS)];
        set => this[nameof(UseFIPS)] = value;
    }

    /// <summary>A URL that replaces the region's endpoint.</summary>
    public string Endpoint
    {
        get => (string)this[nameof(Endpoint)];
        set => this[nameof(Endpoint)] = value;
    }

    internal static QLDBSessionEndpointParameters For(IClientConfig config, RegionEndpoint alternateRegion) => new()
    {
        Region = (alternateRegion ?? config.RegionEndpoint)?.SystemName,
        UseDualStack = config.UseDualstackEndpoint,
        UseFIPS = config.UseFIPSEndpoint,
        Endpoint = config.ServiceURL,
    };
}
