using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Qldb.Actors.Client.Tests.Wiring;

public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly RecordingEndpoint _endpoint;

    public TlsTests() => _endpoint = new RecordingEndpoint(_certificate);

    public void Dispose()
    {
        _endpoint.Dispose();
        _certificate.Dispose();
    }

    // The seed's "verify".
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_unless_told_otherwise()
    {
        await using (var careful = Driver(verify: true))
        {
            var refused = await Assert.ThrowsAsync<QldbTransportException>(() => careful.GetSessionAsync(TimeSpan.Zero).WaitAsync(Patience));
            Assert.Contains("SSL", refused.ToString());
            Assert.Empty(_endpoint.Requests);
        }

        await using var careless = Driver(verify: false);
        await Assert.ThrowsAsync<BadRequestException>(() => careless.GetSessionAsync(TimeSpan.Zero).WaitAsync(Patience));
        Assert.Single(_endpoint.Requests);
    }

    private PooledQldbDriver Driver(bool verify) => new(new QldbDriverOptions
    {
        LedgerName = "ledger",
        EndpointUrl = new Uri(_endpoint.Url),
        Region = "eu-west-1",
        Credentials = new BasicAWSCredentials("id", "secret"),
        VerifyTls = verify,
    });

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null); // with a key that a server can use on every platform
    }
}
