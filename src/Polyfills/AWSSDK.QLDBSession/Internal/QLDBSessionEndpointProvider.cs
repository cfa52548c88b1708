using Amazon.QLDBSession.Endpoints;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.QLDBSession.Internal;

/// <summary>session.qldb.{region}.{suffix}, with its FIPS and dual-stack variants, or the URL that the caller chose.</summary>
internal sealed class QLDBSessionEndpointProvider : IEndpointProvider
{
    // The suffixes of names that have both IPv4 and IPv6 addresses; the SDK's core keeps only the plain ones.
    private static readonly Dictionary<string, string> DualStackSuffixes = new()
    {
        ["aws"] = "api.aws",
        ["aws-us-gov"] = "api.aws",
        ["aws-cn"] = "api.amazonwebservices.com.cn",
    };

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var p = (QLDBSessionEndpointParameters)parameters;
        var fips = p.UseFIPS == true;
        var dualStack = p.UseDualStack == true;

        if (!string.IsNullOrEmpty(p.Endpoint))
        {
            if (fips)
                throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
            if (dualStack)
                throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");
            return new Endpoint(p.Endpoint);
        }

        if (string.IsNullOrEmpty(p.Region))
            throw new AmazonClientException("Invalid Configuration: Missing Region");

        var region = RegionEndpoint.GetBySystemName(p.Region);
        var suffix = dualStack ? DualStackSuffix(region) : region.PartitionDnsSuffix;
        return new Endpoint($"https://session.qldb{(fips ? "-fips" : "")}.{p.Region}.{suffix}");
    }

    private static string DualStackSuffix(RegionEndpoint region) =>
        DualStackSuffixes.TryGetValue(region.PartitionName, out var suffix)
            ? suffix
            : throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
}
