using System.Diagnostics.CodeAnalysis;
using System.Net.Http;
using Amazon;
using Amazon.QLDBSession;
using Amazon.Runtime;

namespace Qldb.Actors.Client;

/// <summary>Makes the SDK's client from a driver's options.</summary>
internal static class SessionClientFactory
{
    public static AmazonQLDBSessionClient Create(QldbDriverOptions options)
    {
        var config = options.SessionConfig is { } given ? Copy(given) : new AmazonQLDBSessionConfig();
        Complete(config, options);
        return new DriverSessionClient(options.Credentials, config, options.UserAgentSuffix);
    }

    private static void Complete(AmazonQLDBSessionConfig config, QldbDriverOptions options)
    {
        // Only the driver may try again: the SDK would send a statement or a commit twice. The second is its retry of connections found stale.
        config.MaxErrorRetry = 0;
        config.MaxStaleConnectionRetries = 0;
        config.Timeout ??= options.RequestTimeout;
        if (options.EndpointUrl is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = options.Region ?? config.AuthenticationRegion;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (!options.VerifyTls)
            config.HttpClientFactory = new UncheckedHttpClientFactory();
    }

    // The SDK's configurations cannot be copied, and changing the caller's would surprise its other clients. Region and address undo each other.
    private static AmazonQLDBSessionConfig Copy(AmazonQLDBSessionConfig source)
    {
        var copy = new AmazonQLDBSessionConfig();
        foreach (var property in typeof(AmazonQLDBSessionConfig).GetProperties())
        {
            if (property is { CanRead: true, SetMethod.IsPublic: true, Name: not (nameof(ClientConfig.RegionEndpoint) or nameof(ClientConfig.ServiceURL)) }
                && property.GetIndexParameters().Length == 0
                && property.GetValue(source) is { } value)
            {
                property.SetValue(copy, value);
            }
        }

        if (source.ServiceURL is { } address)
            copy.ServiceURL = address;
        else if (source.RegionEndpoint is { } region)
            copy.RegionEndpoint = region;
        return copy;
    }

    [SuppressMessage("Security", "CA5359", Justification = "What VerifyTls = false asks for.")]
    private sealed class UncheckedHttpClientFactory : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
            if (clientConfig.MaxConnectionsPerServer is { } limit)
                handler.MaxConnectionsPerServer = limit;
            var client = new HttpClient(handler);
            if (clientConfig.Timeout is { } timeout)
                client.Timeout = timeout;
            return client;
        }

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
