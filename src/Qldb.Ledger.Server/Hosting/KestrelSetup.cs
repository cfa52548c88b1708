using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Hosting;

/// <summary>Kestrel's settings: where it listens, and how much of a client's slowness or greed it bears.</summary>
internal static class KestrelSetup
{
    public static void Apply(KestrelServerOptions kestrel, LedgerServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        // The server counts itself and answers in AWS's form; this is the net below.
        kestrel.Limits.MaxRequestBodySize = options.RequestBodyBytesMax + RequestBody.DiscardedBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 8 << 10;
        kestrel.Limits.KeepAliveTimeout = options.IdleConnectionTimeout;
        kestrel.Limits.RequestHeadersTimeout = options.RequestHeadersTimeout;

        var certificate = options.CertificatePath is null ? null : LoadCertificate(options);
        foreach (var text in options.Listen)
        {
            // The options have been validated.
            _ = ListenAddress.Parse(text, out var address);
            kestrel.Listen(address.EndPoint, listen =>
            {
                listen.Protocols = address.IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (address.IsHttps)
                {
                    listen.UseHttps(certificate!);
                }
            });
        }
    }

    private static X509Certificate2 LoadCertificate(LedgerServerOptions options)
        => options switch
        {
            { CertificateKeyPath: null } => X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath!, options.CertificatePassword),
            { CertificatePassword: null } => X509Certificate2.CreateFromPemFile(options.CertificatePath!, options.CertificateKeyPath),
            _ => X509Certificate2.CreateFromEncryptedPemFile(options.CertificatePath!, options.CertificatePassword, options.CertificateKeyPath),
        };
}
