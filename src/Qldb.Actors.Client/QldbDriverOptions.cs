using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Amazon.QLDBSession;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace Qldb.Actors.Client;

/// <summary>The options of a driver. Set them before the driver is made; it works on a copy.</summary>
/// <remarks>
/// The first group corresponds to the constructor parameters of the seed (pyqldb 2). Region, endpoint, credentials, TLS and
/// <see cref="SessionConfig"/> make the SDK client; with a client of your own they must be left alone.
/// </remarks>
public sealed record QldbDriverOptions
{
    /// <summary>Gets or sets the name of the ledger. Required.</summary>
    public string LedgerName { get; set; } = string.Empty;

    /// <summary>
    /// Gets or sets how many sessions, and so transactions, there may be at once. 0 (the default) takes the client's <c>MaxConnectionsPerServer</c>,
    /// or 10 if that is not set; more than the client's is an error.
    /// </summary>
    public int PoolLimit { get; set; }

    /// <summary>Gets or sets how long a request queues for a session. 30 s by default; zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan AcquireTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often and with what delays transactions are tried again. 4 times, 10 ms to 5 s with equal jitter, by default.</summary>
    public RetryPolicy RetryPolicy { get; set; } = RetryPolicy.Default;

    /// <summary>Gets or sets how many pages of a result are held ahead, the one being read included: 0 (the default) for none, else 2 or more.</summary>
    public int ReadAhead { get; set; }

    /// <summary>Gets or sets the AWS region, such as <c>eu-west-1</c>. The SDK's search (environment, profile) when null.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// Gets or sets the address of the session service. When null: <c>AWS_ENDPOINT_URL_QLDB_SESSION</c>, <c>AWS_ENDPOINT_URL</c>, the profile, and the
    /// service's address in the region.
    /// </summary>
    public Uri? EndpointUrl { get; set; }

    /// <summary>Gets or sets the credentials. The SDK's search (environment, profile, instance role) when null.</summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>Gets or sets whether the endpoint's certificate is checked. True by default; false is for development only.</summary>
    public bool VerifyTls { get; set; } = true;

    /// <summary>Gets or sets further settings of the SDK's client. Copied; the copy never retries by itself, for a statement sent twice breaks a transaction.</summary>
    public AmazonQLDBSessionConfig? SessionConfig { get; set; }

    /// <summary>Gets or sets the longest time for one command to be answered. 35 s by default.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(35);

    /// <summary>Gets or sets the longest time for an abort or the end of a session; cancellation does not shorten it. 5 s by default.</summary>
    public TimeSpan CleanupTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the longest time for all attempts of a transaction together; null (the default) for none.</summary>
    public TimeSpan? TransactionTimeout { get; set; }

    /// <summary>Gets or sets after which age an idle session is ended. 12 min by default: the service ends sessions after 13 to 17 min.</summary>
    public TimeSpan MaxSessionAge { get; set; } = TimeSpan.FromMinutes(12);

    /// <summary>Gets or sets after which time without use a session beyond <see cref="MinIdle"/> is ended. 5 min by default.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how many sessions are opened ahead of need and kept ready. 0 by default.</summary>
    public int MinIdle { get; set; }

    /// <summary>Gets or sets which idle session is used next: the one used last (the default) or the one idle for longest (the seed).</summary>
    public IdleSessionOrder IdleOrder { get; set; } = IdleSessionOrder.Lifo;

    /// <summary>Gets or sets whether an idle session is tested before use (the seed) or not (the default).</summary>
    public SessionCheck SessionCheck { get; set; } = SessionCheck.None;

    /// <summary>Gets or sets how long running transactions may take to finish when the driver closes. 10 s by default.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets after which time on lease a session is reported, with the place that took it. 1 min by default; null for never.</summary>
    public TimeSpan? LeaseReportAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the id of the Akka dispatcher of pool and sessions; null (the default) for the default one. The seed's <c>executor</c> comes nearest.</summary>
    public string? Dispatcher { get; set; }

    /// <summary>Gets or sets what is added to the user agent of requests, after the driver's own name; nothing by default.</summary>
    public string? UserAgentSuffix { get; set; }

    /// <summary>Gets or sets what turns .NET objects into Ion and back; <see cref="IonObjectSerializer"/> when null.</summary>
    public IIonSerializer? Serializer { get; set; }

    /// <summary>Gets or sets where the driver's own actor system logs to; nowhere when null. An actor system of yours logs as it does.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets the clock of ages, delays and timeouts; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks every option. Done when a driver is made; here for those who want to know earlier.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it, its value and its range. All faults together, when there are more.</exception>
    public void Validate() => ToPoolSettings(clientLimit: null).Validate();

    /// <summary>Reads options from the section <c>qldb-actors</c> of an actor system's configuration; what is missing there has its default.</summary>
    /// <param name="ledgerName">The ledger.</param>
    /// <param name="config">A whole configuration, such as <c>system.Settings.Config</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ConfigurationException">A value is not one of the allowed words.</exception>
    /// <exception cref="FormatException">A number or a duration is not one.</exception>
    public static QldbDriverOptions FromConfig(string ledgerName, Config config)
    {
        var settings = PoolSettings.FromConfig(ledgerName, config);
        return new QldbDriverOptions
        {
            LedgerName = settings.LedgerName,
            PoolLimit = settings.PoolLimit,
            MinIdle = settings.MinIdle,
            AcquireTimeout = settings.AcquireTimeout,
            RetryPolicy = settings.RetryPolicy,
            ReadAhead = settings.ReadAhead,
            RequestTimeout = settings.RequestTimeout,
            CleanupTimeout = settings.CleanupTimeout,
            TransactionTimeout = settings.TransactionTimeout,
            MaxSessionAge = settings.MaxSessionAge,
            IdleTimeout = settings.IdleTimeout,
            IdleOrder = settings.IdleOrder,
            SessionCheck = settings.SessionCheck,
            DrainTimeout = settings.DrainTimeout,
            LeaseReportAfter = settings.LeaseReportAfter,
            Dispatcher = settings.Dispatcher,
        };
    }

    [SuppressMessage("Usage", "CA2208", Justification = "The fault is in the option, whoever passes it on.")]
    internal PoolSettings ToPoolSettings(int? clientLimit)
    {
        if (PoolLimit > clientLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(PoolLimit), PoolLimit,
                $"PoolLimit is {PoolLimit}, but the client opens {clientLimit} connections at most (MaxConnectionsPerServer): the rest would wait for each other.");
        }

        return new PoolSettings
        {
            LedgerName = LedgerName,
            PoolLimit = PoolLimit == 0 ? clientLimit ?? PoolSettings.DefaultPoolLimit : PoolLimit,
            MinIdle = MinIdle,
            AcquireTimeout = AcquireTimeout,
            RetryPolicy = RetryPolicy,
            ReadAhead = ReadAhead,
            RequestTimeout = RequestTimeout,
            CleanupTimeout = CleanupTimeout,
            TransactionTimeout = TransactionTimeout,
            MaxSessionAge = MaxSessionAge,
            IdleTimeout = IdleTimeout,
            IdleOrder = IdleOrder,
            SessionCheck = SessionCheck,
            DrainTimeout = DrainTimeout,
            LeaseReportAfter = LeaseReportAfter,
            Dispatcher = Dispatcher,
            Serializer = Serializer ?? IonObjectSerializer.Instance,
            TimeProvider = TimeProvider,
        };
    }

    /// <summary>Names the first option that makes an SDK client and is set; null if none is.</summary>
    internal string? FirstClientOption() =>
        Region is not null ? nameof(Region)
        : EndpointUrl is not null ? nameof(EndpointUrl)
        : Credentials is not null ? nameof(Credentials)
        : !VerifyTls ? nameof(VerifyTls)
        : SessionConfig is not null ? nameof(SessionConfig)
        : UserAgentSuffix is not null ? nameof(UserAgentSuffix)
        : null;
}
