using Akka.Configuration;

namespace Qldb.Actors;

/// <summary>How a session pool behaves. Immutable; checked when the pool is made.</summary>
/// <remarks>
/// <see cref="FromConfig"/> reads the same settings from <c>qldb-actors { }</c> of an actor system's configuration. Applications without
/// Akka code set them through the options of the driver.
/// </remarks>
public sealed record PoolSettings
{
    /// <summary>The pool limit where nothing else says one.</summary>
    public const int DefaultPoolLimit = 10;

    private const string Defaults = """
        qldb-actors {
          # How many sessions there may be at once; each serves one transaction at a time.
          pool-limit = 10
          # How many sessions are kept ready even when nobody asks.
          min-idle = 0
          # How long a request queues for a session; 0 for not at all, or infinite.
          acquire-timeout = 30s
          # How often a transaction is tried again.
          max-retries = 4
          # How many pages of a result are held ahead, the one being read included: 0, or 2 or more.
          read-ahead = 0
          # The longest time for one command to be answered.
          request-timeout = 35s
          # The longest time for an abort or the end of a session.
          cleanup-timeout = 5s
          # The longest time for all attempts of a transaction together, or off.
          transaction-timeout = off
          # When an idle session is ended: by its age, and by the time since its last use.
          max-session-age = 12m
          idle-timeout = 5m
          # Which idle session is used next: lifo (used last) or fifo (idle for longest).
          idle-order = lifo
          # Whether an idle session is tested before use: none or ping.
          session-check = none
          # How long running transactions may take to finish when the pool closes.
          drain-timeout = 10s
          # When a session on lease is reported, or off.
          lease-report-after = 1m
        }
        """;

    /// <summary>Gets the name of the ledger, 1 to 32 characters. Required.</summary>
    public required string LedgerName { get; init; }

    /// <summary>Gets how many sessions there may be at once; each serves one transaction at a time. At least 1; 10 by default.</summary>
    public int PoolLimit { get; init; } = DefaultPoolLimit;

    /// <summary>Gets how many sessions are kept ready even when nobody asks. 0 by default, at most <see cref="PoolLimit"/>.</summary>
    public int MinIdle { get; init; }

    /// <summary>Gets how long a request queues for a session. 30 s by default; zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan AcquireTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how often and with what delays transactions are tried again. 4 times by default.</summary>
    public RetryPolicy RetryPolicy { get; init; } = RetryPolicy.Default;

    /// <summary>
    /// Gets how many pages of a result are held ahead of the reader, the one being read included: 0 (the default) for none, else 2 or more.
    /// </summary>
    public int ReadAhead { get; init; }

    /// <summary>Gets the longest time for one command to be answered. 35 s by default: the service gives up a transaction after 30 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>Gets the longest time for an abort or for the end of a session; cancellation does not shorten it. 5 s by default.</summary>
    public TimeSpan CleanupTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets the longest time for all attempts of a transaction together; null (the default) for none.</summary>
    public TimeSpan? TransactionTimeout { get; init; }

    /// <summary>Gets after which age a session is ended while idle. 12 min by default: the service ends them after 13 to 17 min.</summary>
    public TimeSpan MaxSessionAge { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>Gets after which time without use a session beyond <see cref="MinIdle"/> is ended. 5 min by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets which idle session is used next. The one used last by default.</summary>
    public IdleSessionOrder IdleOrder { get; init; } = IdleSessionOrder.Lifo;

    /// <summary>Gets whether an idle session is tested before use. Not by default.</summary>
    public SessionCheck SessionCheck { get; init; } = SessionCheck.None;

    /// <summary>Gets how long running transactions may take to finish when the pool closes. 10 s by default.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets after which time on lease a session is reported (log, event stream, metric) with the place that took it. 1 min by default; null for never.
    /// </summary>
    public TimeSpan? LeaseReportAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the id of the Akka dispatcher of pool and sessions; null (the default) for the default one. Bodies run on the thread pool in any case.</summary>
    public string? Dispatcher { get; init; }

    /// <summary>Gets what turns .NET objects into Ion and back. <see cref="IonObjectSerializer"/> by default.</summary>
    public IIonSerializer Serializer { get; init; } = IonObjectSerializer.Instance;

    /// <summary>Gets the clock of ages and delays. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the defaults in the form of a configuration, with an explanation of each.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(Defaults);

    /// <summary>Reads settings from the section <c>qldb-actors</c> of a configuration; what is missing there has its default.</summary>
    /// <param name="ledgerName">The name of the ledger.</param>
    /// <param name="config">A whole configuration, such as <c>system.Settings.Config</c>.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ConfigurationException">A value is not one of the allowed words.</exception>
    /// <exception cref="FormatException">A number or a duration is not one.</exception>
    public static PoolSettings FromConfig(string ledgerName, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var d = new PoolSettings { LedgerName = ledgerName };
        var section = config.GetConfig("qldb-actors");
        if (section is null)
            return d;

        TimeSpan Duration(string key, TimeSpan otherwise) => section.HasPath(key) ? section.GetTimeSpan(key) : otherwise;
        TimeSpan? OptionalDuration(string key, TimeSpan? otherwise) =>
            !section.HasPath(key) ? otherwise : section.GetString(key) == "off" ? null : section.GetTimeSpan(key);
        TEnum Word<TEnum>(string key, TEnum otherwise)
            where TEnum : struct, Enum =>
            !section.HasPath(key) ? otherwise
            : Enum.TryParse<TEnum>(section.GetString(key), ignoreCase: true, out var word) && Enum.IsDefined(word) ? word
            : throw new ConfigurationException($"qldb-actors.{key} is '{section.GetString(key)}'; it may be {string.Join(" or ", Enum.GetNames<TEnum>()).ToLowerInvariant()}.");

        return d with
        {
            PoolLimit = section.GetInt("pool-limit", d.PoolLimit),
            MinIdle = section.GetInt("min-idle", d.MinIdle),
            AcquireTimeout = Duration("acquire-timeout", d.AcquireTimeout),
            RetryPolicy = section.HasPath("max-retries") ? new RetryPolicy(section.GetInt("max-retries")) : d.RetryPolicy,
            ReadAhead = section.GetInt("read-ahead", d.ReadAhead),
            RequestTimeout = Duration("request-timeout", d.RequestTimeout),
            CleanupTimeout = Duration("cleanup-timeout", d.CleanupTimeout),
            TransactionTimeout = OptionalDuration("transaction-timeout", d.TransactionTimeout),
            MaxSessionAge = Duration("max-session-age", d.MaxSessionAge),
            IdleTimeout = Duration("idle-timeout", d.IdleTimeout),
            IdleOrder = Word("idle-order", d.IdleOrder),
            SessionCheck = Word("session-check", d.SessionCheck),
            DrainTimeout = Duration("drain-timeout", d.DrainTimeout),
            Dispatcher = section.GetString("dispatcher", d.Dispatcher),
            LeaseReportAfter = OptionalDuration("lease-report-after", d.LeaseReportAfter),
        };
    }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and its range. All faults together, when there are more.</exception>
    public void Validate()
    {
        var faults = new List<ArgumentException>();
        Check(faults, !string.IsNullOrWhiteSpace(LedgerName) && LedgerName.Length <= 32, nameof(LedgerName), LedgerName, "1 to 32 characters");
        Check(faults, PoolLimit >= 1, nameof(PoolLimit), PoolLimit, "1 or more");
        Check(faults, MinIdle >= 0 && (MinIdle <= PoolLimit || PoolLimit < 1), nameof(MinIdle), MinIdle, $"0 to PoolLimit ({PoolLimit})");
        Check(faults, IsWait(AcquireTimeout), nameof(AcquireTimeout), AcquireTimeout, "zero or more, or infinite");
        Check(faults, RetryPolicy is not null, nameof(RetryPolicy), RetryPolicy, "not null");
        Check(faults, ReadAhead is 0 or >= 2, nameof(ReadAhead), ReadAhead, "0, or 2 or more (the page being read counts as one)");
        Check(faults, IsDelay(RequestTimeout), nameof(RequestTimeout), RequestTimeout, "more than zero");
        Check(faults, IsDelay(CleanupTimeout), nameof(CleanupTimeout), CleanupTimeout, "more than zero");
        Check(faults, TransactionTimeout is null || IsDelay(TransactionTimeout.Value), nameof(TransactionTimeout), TransactionTimeout, "more than zero, or null");
        Check(faults, MaxSessionAge > TimeSpan.Zero, nameof(MaxSessionAge), MaxSessionAge, "more than zero");
        Check(faults, IdleTimeout > TimeSpan.Zero, nameof(IdleTimeout), IdleTimeout, "more than zero");
        Check(faults, Enum.IsDefined(IdleOrder), nameof(IdleOrder), IdleOrder, "Fifo or Lifo");
        Check(faults, Enum.IsDefined(SessionCheck), nameof(SessionCheck), SessionCheck, "None or Ping");
        Check(faults, IsWait(DrainTimeout) && DrainTimeout != Timeout.InfiniteTimeSpan, nameof(DrainTimeout), DrainTimeout, "zero or more");
        Check(faults, LeaseReportAfter is null || LeaseReportAfter > TimeSpan.Zero, nameof(LeaseReportAfter), LeaseReportAfter, "more than zero, or null");
        Check(faults, Serializer is not null, nameof(Serializer), Serializer, "not null");
        Check(faults, TimeProvider is not null, nameof(TimeProvider), TimeProvider, "not null");

        if (faults.Count == 1)
            throw faults[0];
        if (faults.Count > 1)
            throw new ArgumentException(string.Join(Environment.NewLine, faults.Select(fault => fault.Message)));
    }

    private static bool IsWait(TimeSpan wait) => wait == Timeout.InfiniteTimeSpan || (wait >= TimeSpan.Zero && wait.TotalMilliseconds <= int.MaxValue);

    private static bool IsDelay(TimeSpan delay) => delay > TimeSpan.Zero && delay.TotalMilliseconds <= int.MaxValue;

    private static void Check(List<ArgumentException> faults, bool holds, string name, object? value, string range)
    {
        if (!holds)
            faults.Add(new ArgumentOutOfRangeException(name, value, $"{name} is {value ?? "null"}; it must be {range}."));
    }
}
