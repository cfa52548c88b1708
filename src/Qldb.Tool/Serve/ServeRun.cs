using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Qldb.Ledger;
using Qldb.Ledger.Server;
using Qldb.Ledger.Storage;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Serve;

/// <summary>One run of <c>qldb serve</c>: from its settings to the last connection closed.</summary>
internal static class ServeRun
{
    /// <summary>Serves until it is told to stop. Standard output gets one line, when the server is ready; the log goes to standard error.</summary>
    public static async Task<int> RunAsync(Func<ServeSettings> read, Report report, CancellationToken stop)
    {
        try
        {
            var settings = read();
            if (settings.Data.Length == 0)
            {
                throw new InvalidOperationException("Data is empty: name the folder of the ledgers with --data DIR.");
            }

            using var loggers = LoggerFactory.Create(logging => Configure(logging, settings));
            using var ledgers = LedgerDirectory.Open(
                new SqliteLedgerFolder(new DirectoryInfo(settings.Data)),
                new LedgerOptions { Limits = settings.Limits, JournalReadOnlyTransactions = settings.JournalReadOnlyTransactions });
            foreach (var ledger in settings.Ledgers)
            {
                ledgers.EnsureCreated(ledger);
            }

            await using var server = await LedgerServer.StartAsync(settings.Server, ledgers, loggers, cancellationToken: stop);
            Tell(server.Addresses, report);
            await WaitAsync(stop);
            await server.StopAsync(CancellationToken.None);
            return ExitCode.Done;
        }
        catch (OptionsValidationException e)
        {
            foreach (var fault in e.Failures)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or FormatException or ArgumentException)
        {
            // What configuration says to a value of the wrong kind or an unknown name: the inner message has the particulars.
            await Console.Error.WriteLineAsync(e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}");
            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }

    private static void Tell(IReadOnlyList<Uri> addresses, Report report)
    {
        var origins = addresses.Select(address => address.GetLeftPart(UriPartial.Authority)).ToList();
        report.Result(
            text => text.WriteLine($"Listening on {string.Join(", ", origins)}"),
            json =>
            {
                json.WriteStartArray("listening");
                origins.ForEach(json.WriteStringValue);
                json.WriteEndArray();
            });
    }

    private static void Configure(ILoggingBuilder logging, ServeSettings settings)
    {
        logging.SetMinimumLevel(settings.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.LogJson)
        {
            logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(text => (text.SingleLine, text.TimestampFormat, text.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true));
        }
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
