using Microsoft.Extensions.Options;
using Qldb.Ledger.Server.Hosting;

namespace Qldb.Ledger.Server;

/// <summary>Checks <see cref="LedgerServerOptions"/>: every fault is found, and each message names the option, its value and the way out.</summary>
public sealed class LedgerServerOptionsValidator : IValidateOptions<LedgerServerOptions>
{
    private const int SecretLengthMin = 16;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LedgerServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [.. Addresses(options), .. Keys(options), .. Certificate(options), .. Ranges(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Addresses(LedgerServerOptions options)
    {
        if (options.Listen.Count == 0)
        {
            yield return "Listen is empty: name at least one address, such as http://127.0.0.1:8180.";
        }

        foreach (var text in options.Listen)
        {
            if (ListenAddress.Parse(text, out var address) is { } fault)
            {
                yield return $"Listen: '{text}' {fault}.";
                continue;
            }

            if (options.Anonymous && !address.IsLoopback)
            {
                yield return $"Listen: '{text}' is not a loopback address, and Anonymous is on: anybody who reaches it could change every ledger. "
                    + "Listen on 127.0.0.1, or configure AccessKeys.";
            }

            if (address.IsHttps && options.CertificatePath is null)
            {
                yield return $"Listen: '{text}' needs a certificate: set CertificatePath.";
            }
        }
    }

    private static IEnumerable<string> Keys(LedgerServerOptions options)
    {
        if (options.AccessKeys.Count == 0 && !options.Anonymous)
        {
            yield return "AccessKeys is empty and Anonymous is off: nobody could connect. Configure a key, or switch Anonymous on for a server on loopback.";
        }

        if (options.AccessKeys.Count > 0 && options.Anonymous)
        {
            yield return $"AccessKeys has {options.AccessKeys.Count} keys and Anonymous is on: choose one of the two.";
        }

        for (var i = 0; i < options.AccessKeys.Count; i++)
        {
            foreach (var fault in Key($"AccessKeys[{i}]", options.AccessKeys[i]))
            {
                yield return fault;
            }
        }

        foreach (var twin in options.AccessKeys.GroupBy(key => key.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"AccessKeys: the id '{twin.Key}' is given {twin.Count()} times; each key needs its own.";
        }
    }

    private static IEnumerable<string> Key(string where, AccessKeyOptions key)
    {
        if (key.Id is not { Length: >= 3 and <= 128 } || !key.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            yield return $"{where}.Id: '{key.Id}' is not 3 to 128 letters, digits, '_' and '-'.";
        }

        if (key.Secret is not { Length: >= SecretLengthMin })
        {
            yield return $"{where}.Secret has {key.Secret?.Length ?? 0} characters; {SecretLengthMin} are the least.";
        }

        foreach (var ledger in key.Ledgers.Where(ledger => !LedgerName.IsValid(ledger)))
        {
            yield return $"{where}.Ledgers: '{ledger}' is not a ledger name.";
        }
    }

    private static IEnumerable<string> Certificate(LedgerServerOptions options)
    {
        foreach (var (name, path) in new[] { ("CertificatePath", options.CertificatePath), ("CertificateKeyPath", options.CertificateKeyPath) })
        {
            if (path is not null && !File.Exists(path))
            {
                yield return $"{name}: there is no file '{path}'.";
            }
        }

        if (options.CertificateKeyPath is not null && options.CertificatePath is null)
        {
            yield return "CertificateKeyPath is set without CertificatePath.";
        }
    }

    private static IEnumerable<string> Ranges(LedgerServerOptions options)
    {
        return new[]
        {
            Range(nameof(options.ClockSkewMax), options.ClockSkewMax, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15)),
            Range(nameof(options.RequestBodyBytesMax), options.RequestBodyBytesMax, 64L << 10, 64L << 20),
            Range(nameof(options.ConnectionsMax), options.ConnectionsMax, 1, 1_000_000),
            Range(nameof(options.RequestsMax), options.RequestsMax, 1, 1_000_000),
            Range(nameof(options.RequestsPerSecondMax), options.RequestsPerSecondMax, 0, 10_000_000),
            Range(nameof(options.IdleConnectionTimeout), options.IdleConnectionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
            Range(nameof(options.RequestHeadersTimeout), options.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            Range(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            options.AccountId is { Length: 12 } account && account.All(char.IsAsciiDigit) ? null : $"AccountId: '{options.AccountId}' is not 12 digits.",
            options.OtlpEndpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }
                ? null
                : $"OtlpEndpoint: '{options.OtlpEndpoint}' is not an address of the form http://HOST:PORT or https://HOST:PORT.",
            IsRegion(options.Region) ? null : $"Region: '{options.Region}' is not 1 to 64 small letters, digits and hyphens.",
        }.OfType<string>();
    }

    private static string? Range<T>(string name, T value, T least, T most)
        where T : IComparable<T>
        => value.CompareTo(least) < 0 || value.CompareTo(most) > 0 ? $"{name}: {value} is not in the range {least} to {most}." : null;

    private static bool IsRegion(string? region)
        => region is { Length: > 0 and <= 64 } && region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
