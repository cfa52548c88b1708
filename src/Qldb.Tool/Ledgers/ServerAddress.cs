using Amazon.Runtime;

namespace Qldb.Tool.Ledgers;

/// <summary>How a server is reached.</summary>
/// <param name="Endpoint">Its address.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Key">What they are signed with; null for a server that lets anybody in.</param>
internal sealed record ServerAddress(Uri Endpoint, string Region, ImmutableCredentials? Key)
{
    /// <summary>For the SDK's client, which insists on credentials even where nobody looks at them.</summary>
    public AWSCredentials SessionCredentials => Key switch
    {
        null => new BasicAWSCredentials("anonymous", "anonymous"),
        { UseToken: true } key => new SessionAWSCredentials(key.AccessKey, key.SecretKey, key.Token),
        var key => new BasicAWSCredentials(key.AccessKey, key.SecretKey),
    };
}
