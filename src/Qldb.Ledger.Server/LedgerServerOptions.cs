namespace Qldb.Ledger.Server;

/// <summary>How a <see cref="LedgerServer"/> listens, whom it lets in, and what it bears.</summary>
/// <remarks>Checked as a whole when the server starts, by <see cref="LedgerServerOptionsValidator"/>; all faults are reported together.</remarks>
public sealed class LedgerServerOptions
{
    /// <summary>Gets or sets the addresses to listen on, such as <c>http://127.0.0.1:8180</c>. Port 0 takes a free one.</summary>
    /// <value>At least one <c>http</c> or <c>https</c> address whose host is an IP address, <c>localhost</c> or <c>*</c>. No default.</value>
    public IList<string> Listen { get; set; } = [];

    /// <summary>Gets or sets the keys that clients may sign with.</summary>
    /// <value>Empty by default: then <see cref="Anonymous"/> must be set.</value>
    public IList<AccessKeyOptions> AccessKeys { get; set; } = [];

    /// <summary>Gets or sets whether requests are served without looking at signatures. Only possible on loopback addresses, and only without access keys.</summary>
    /// <value>False by default.</value>
    public bool Anonymous { get; set; }

    /// <summary>Gets or sets the file of the certificate for <c>https</c> addresses: PKCS#12, or PEM with <see cref="CertificateKeyPath"/>.</summary>
    /// <value>Null by default.</value>
    public string? CertificatePath { get; set; }

    /// <summary>Gets or sets the file of the private key that belongs to a PEM certificate.</summary>
    /// <value>Null by default.</value>
    public string? CertificateKeyPath { get; set; }

    /// <summary>Gets or sets the password of the certificate's file or of its private key. Never logged.</summary>
    /// <value>Null by default.</value>
    public string? CertificatePassword { get; set; }

    /// <summary>Gets or sets the region that the server claims to be in. It appears in resource names (ARNs).</summary>
    /// <value><c>us-east-1</c> by default.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Gets or sets whether requests must be signed for <see cref="Region"/>; otherwise any region will do.</summary>
    /// <value>False by default.</value>
    public bool RequireRegion { get; set; }

    /// <summary>Gets or sets the account that ledgers belong to. It appears in resource names (ARNs) only.</summary>
    /// <value>12 digits; <c>000000000000</c> by default.</value>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>Gets or sets how far a client's clock may be off, in either direction. A signed request can be replayed for that long.</summary>
    /// <value>1 second to 15 minutes; 5 minutes by default.</value>
    public TimeSpan ClockSkewMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the longest request body.</summary>
    /// <value>64 KiB to 64 MiB; 8 MiB by default, which holds a transaction's 4 MB of documents in base64.</value>
    public long RequestBodyBytesMax { get; set; } = 8 << 20;

    /// <summary>Gets or sets how many connections may be open at once; further ones are closed when they arrive.</summary>
    /// <value>1 to 1,000,000; 20,000 by default.</value>
    public int ConnectionsMax { get; set; } = 20_000;

    /// <summary>Gets or sets how many requests may be worked on at once; further ones are told that capacity is exceeded, and drivers try again.</summary>
    /// <value>1 to 1,000,000; 4,096 by default.</value>
    public int RequestsMax { get; set; } = 4_096;

    /// <summary>Gets or sets how many requests a second one access key may make. Bursts of up to that many are let through.</summary>
    /// <value>0, the default, for no limit; up to 10,000,000.</value>
    public int RequestsPerSecondMax { get; set; }

    /// <summary>Gets or sets how long a connection may stay open without a request.</summary>
    /// <value>1 second to 24 hours; 3 minutes by default.</value>
    public TimeSpan IdleConnectionTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets or sets how long a client may take to send a request's headers.</summary>
    /// <value>1 second to 10 minutes; 15 seconds by default.</value>
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long open transactions may go on when the server is told to stop. After that their sessions are invalid.</summary>
    /// <value>0 to 10 minutes; 30 seconds by default, the longest life of a transaction.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the OpenTelemetry collector to send metrics and traces to, over OTLP/gRPC, such as <c>http://localhost:4317</c>.</summary>
    /// <value>Null by default: nothing is sent.</value>
    public Uri? OtlpEndpoint { get; set; }
}
