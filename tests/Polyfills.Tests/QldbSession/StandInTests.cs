using Amazon.QLDBSession;

namespace Polyfills.Tests.QldbSession;

/// <summary>What the stand-in does otherwise than AWSSDK.QLDBSession.</summary>
public sealed class StandInTests
{
    [Fact]
    public async Task Nothing_is_sent_again_on_a_stale_connection_unless_it_was_asked_for()
    {
        await using var server = LoopbackServer.Answering(new Reply.Hangup(Reset: true));
        var config = new AmazonQLDBSessionConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 };
        using var client = new AmazonQLDBSessionClient(Clients.AccessKey, Clients.SecretKey, config);

        await Assert.ThrowsAnyAsync<Exception>(() => client.SendCommandAsync(Clients.Commit()).WaitAsync(Clients.Patience));

        Assert.Equal(0, config.MaxStaleConnectionRetries);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void What_is_built_on_it_binds_to_the_original_assembly()
    {
        // Measured: an unsigned reference of the same name and a lower version is satisfied by a signed assembly of a higher one.
        foreach (var assembly in new[] { typeof(IAmazonQLDBSession).Assembly, typeof(Amazon.IonDotnet.IIonReader).Assembly })
        {
            var name = assembly.GetName();
            Assert.Contains(name.Name, new[] { "AWSSDK.QLDBSession", "Amazon.IonDotnet" });
            Assert.Equal(new Version(1, 0, 0, 0), name.Version);
            Assert.Empty(name.GetPublicKeyToken()!);
        }
    }
}
