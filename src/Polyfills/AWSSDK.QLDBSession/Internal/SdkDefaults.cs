using Amazon.Runtime;

namespace Amazon.QLDBSession.Internal;

/// <summary>The defaults modes of the AWS SDKs. Every client brings its own copy: the core has none.</summary>
internal static class SdkDefaults
{
    public static readonly IReadOnlyList<IDefaultConfiguration> All =
    [
        Mode(DefaultConfigurationMode.Standard, connectTimeoutMilliseconds: 3100),
        Mode(DefaultConfigurationMode.InRegion, connectTimeoutMilliseconds: 1100),
        Mode(DefaultConfigurationMode.CrossRegion, connectTimeoutMilliseconds: 3100),
        Mode(DefaultConfigurationMode.Mobile, connectTimeoutMilliseconds: 30_000),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectTimeoutMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectTimeoutMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectTimeoutMilliseconds),
    };
}
