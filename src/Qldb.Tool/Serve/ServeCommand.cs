using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Serve;

/// <summary><c>qldb serve</c> and its options.</summary>
internal static class ServeCommand
{
    private const string EnvironmentPrefix = "QLDB_SERVE_";

    private static readonly Option<FileInfo> Config = new("--config") { Description = "JSON file with settings; the command line wins over the environment, and that over the file.", HelpName = "FILE" };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "Folder of the ledgers, one SQLite file each.", HelpName = "DIR" };
    private static readonly Option<string[]> Listen = new("--listen")
    {
        Description = "Address to listen on, such as http://127.0.0.1:8180 (the default); port 0 takes a free one. May be repeated.", HelpName = "URL", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Ledger = new("--ledger") { Description = "Ledger to create unless it is there. May be repeated.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> AccessKey = new("--access-key")
    {
        Description = "Access key that clients sign with. May be repeated. Other users of this machine can read command lines: for more than trying out, use the environment or a file.",
        HelpName = "ID:SECRET", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Anonymous = new("--anonymous") { Description = "Serve without checking signatures. On loopback addresses only." };
    private static readonly Option<string> Certificate = new("--certificate") { Description = "Certificate for https addresses: PKCS#12, or PEM with --certificate-key.", HelpName = "FILE" };
    private static readonly Option<string> CertificateKey = new("--certificate-key") { Description = "Private key of a PEM certificate.", HelpName = "FILE" };
    private static readonly Option<TimeSpan?> DrainTimeout = new("--drain-timeout") { Description = "How long open transactions get when the server is told to stop.", HelpName = "hh:mm:ss" };
    private static readonly Option<string> Otlp = new("--otlp") { Description = "OpenTelemetry collector for metrics and traces, such as http://localhost:4317.", HelpName = "URL" };
    private static readonly Option<LogLevel?> Level = new("--log-level") { Description = "Least level of log messages; Debug tells every request.", HelpName = "LEVEL" };
    private static readonly Option<bool> LogJson = new("--log-json") { Description = "Log one JSON object a line." };

    public static Command Create()
    {
        var serve = new ToolCommand(
            "serve", "Serve ledgers over HTTP to any official QLDB driver.",
            "qldb serve --data ./ledgers --ledger orders --anonymous", "qldb serve --config /etc/qldb/serve.json", "qldb serve --data ./ledgers --listen http://127.0.0.1:0 --access-key ID:SECRET --output json")
        {
            Config, Data, Listen, Ledger, AccessKey, Anonymous, Certificate, CertificateKey, DrainTimeout, Otlp, Level, LogJson, CommonOptions.Output, CommonOptions.Quiet,
        };
        serve.SetAction((arguments, cancellationToken) => ServeRun.RunAsync(() => Read(arguments), Report.Of(arguments), cancellationToken));
        return serve;
    }

    /// <exception cref="InvalidOperationException">A setting in the file or the environment is not known, or has a value of the wrong kind.</exception>
    private static ServeSettings Read(ParseResult arguments)
    {
        var configuration = new ConfigurationBuilder();
        if (arguments.GetValue(Config) is { } file)
        {
            configuration.AddJsonFile(file.FullName, optional: false);
        }

        var settings = new ServeSettings();
        configuration.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(CommandLine(arguments))
            .Build().Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        if (settings.Server.Listen.Count == 0)
        {
            settings.Server.Listen.Add("http://127.0.0.1:8180");
        }

        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string?>> CommandLine(ParseResult arguments)
    {
        return new (string Key, string? Value)[]
        {
            ("Data", arguments.GetValue(Data)?.FullName),
            ("Server:Anonymous", arguments.GetValue(Anonymous) ? "true" : null),
            ("Server:CertificatePath", arguments.GetValue(Certificate)),
            ("Server:CertificateKeyPath", arguments.GetValue(CertificateKey)),
            ("Server:DrainTimeout", arguments.GetValue(DrainTimeout)?.ToString()),
            ("Server:OtlpEndpoint", arguments.GetValue(Otlp)),
            ("LogLevel", (arguments.GetValue(Level) ?? (arguments.GetValue(CommonOptions.Quiet) ? LogLevel.Warning : null))?.ToString()),
            ("LogJson", arguments.GetValue(LogJson) ? "true" : null),
        }
        .Concat(Items("Server:Listen", arguments.GetValue(Listen)))
        .Concat(Items("Ledgers", arguments.GetValue(Ledger)))
        .Concat(Keys(arguments.GetValue(AccessKey)))
        .Where(setting => setting.Value is not null)
        .Select(setting => KeyValuePair.Create(setting.Key, setting.Value));
    }

    private static IEnumerable<(string Key, string? Value)> Items(string key, string[]? values)
        => (values ?? []).Select((value, i) => ($"{key}:{i}", (string?)value));

    private static IEnumerable<(string Key, string? Value)> Keys(string[]? keys)
        => (keys ?? []).SelectMany((key, i) =>
        {
            var colon = key.IndexOf(':', StringComparison.Ordinal);
            return new[]
            {
                ($"Server:AccessKeys:{i}:Id", colon < 0 ? key : key[..colon]),
                ($"Server:AccessKeys:{i}:Secret", (string?)(colon < 0 ? "" : key[(colon + 1)..])),
            };
        });
}
