using Amazon;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Polyfills.Tests.QldbSession;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("us-east-1", false, false, "https://session.qldb.us-east-1.amazonaws.com")]
    [InlineData("eu-west-1", true, false, "https://session.qldb-fips.eu-west-1.amazonaws.com")]
    [InlineData("us-east-2", false, true, "https://session.qldb.us-east-2.api.aws")]
    [InlineData("us-east-2", true, true, "https://session.qldb-fips.us-east-2.api.aws")]
    [InlineData("cn-north-1", false, false, "https://session.qldb.cn-north-1.amazonaws.com.cn")]
    [InlineData("cn-north-1", false, true, "https://session.qldb.cn-north-1.api.amazonwebservices.com.cn")]
    [InlineData("us-gov-west-1", true, false, "https://session.qldb-fips.us-gov-west-1.amazonaws.com")]
    public void The_endpoint_is_that_of_the_region(string region, bool fips, bool dualStack, string url)
    {
        using var client = Client(new()
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        });

        Assert.Equal(url, client.DetermineServiceOperationEndpoint(Clients.StartSession()).URL);
    }

    [Fact]
    public void A_service_url_wins()
    {
        using var client = Client(new() { ServiceURL = "http://127.0.0.1:8001", AuthenticationRegion = "us-east-1" });

        Assert.Equal("http://127.0.0.1:8001/", client.DetermineServiceOperationEndpoint(Clients.StartSession()).URL);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_service_url_excludes_FIPS_and_dual_stack(bool fips, bool dualStack)
    {
        using var client = Client(new()
        {
            ServiceURL = "http://127.0.0.1:8001", AuthenticationRegion = "us-east-1", UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack,
        });

        Assert.Throws<AmazonClientException>(() => client.DetermineServiceOperationEndpoint(Clients.StartSession()));
    }

    [Fact]
    public void The_configuration_names_the_service()
    {
        var config = new AmazonQLDBSessionConfig();

        Assert.Equal("session.qldb", config.RegionEndpointServiceName);
        Assert.Equal("qldb", config.AuthenticationServiceName);
        Assert.Equal("QLDB Session", config.ServiceId);
        Assert.Equal("2019-07-11", config.ServiceVersion);
        Assert.Equal(2, config.MaxErrorRetry);
        Assert.Equal(RequestRetryMode.Standard, config.RetryMode);
    }

    [Theory]
    [InlineData(DefaultConfigurationMode.Standard)]
    [InlineData(DefaultConfigurationMode.InRegion)]
    [InlineData(DefaultConfigurationMode.CrossRegion)]
    [InlineData(DefaultConfigurationMode.Mobile)]
    public void Every_defaults_mode_makes_a_client(DefaultConfigurationMode mode)
    {
        using var client = Client(new() { RegionEndpoint = RegionEndpoint.USEast1, DefaultConfigurationMode = mode });

        Assert.Equal(RequestRetryMode.Standard, client.Config.RetryMode);
    }

    [Fact]
    public void A_class_that_implements_the_interface_need_not_know_of_defaults()
    {
        Assert.IsType<AmazonQLDBSessionConfig>(DefaultConfigOf<HandWritten>());
    }

    private static ClientConfig DefaultConfigOf<T>() where T : IAmazonService => T.CreateDefaultClientConfig();

    private static AmazonQLDBSessionClient Client(AmazonQLDBSessionConfig config) => new(Clients.AccessKey, Clients.SecretKey, config);

    private sealed class HandWritten : IAmazonQLDBSession
    {
        public IClientConfig Config => null!;

        public Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new SendCommandResponse());

        public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => new("http://127.0.0.1");

        public void Dispose()
        {
        }
    }
}
