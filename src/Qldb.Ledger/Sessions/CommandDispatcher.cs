using System.Diagnostics;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Sessions;

/// <summary>The commands of the session protocol: which one a request carries, and what the response to it holds.</summary>
internal static class CommandDispatcher
{
    // driver-behaviour 1.3: 4 to 1024 characters of the base64 alphabets.
    private const int TokenLengthMin = 4;
    private const int TokenLengthMax = 1024;

    public static async Task Dispatch(LedgerHost host, SendCommandRequest request, SendCommandResponse response, CancellationToken cancellationToken)
    {
        ThrowIfNotOneCommand(request);
        var started = Stopwatch.GetTimestamp();
        if (request.StartSession is { } startSession)
        {
            response.StartSession = StartSession(host, startSession);
            return;
        }

        var session = FindSession(host, request.SessionToken);
        await session.Run(alone => Run(alone, request, response, started, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> Run(LedgerSession session, SendCommandRequest request, SendCommandResponse response, long started, CancellationToken cancellationToken)
    {
        if (request.StartTransaction is not null)
        {
            response.StartTransaction = new StartTransactionResult { TransactionId = session.StartTransaction().Id.ToString(), TimingInformation = Timing(started) };
        }
        else if (request.ExecuteStatement is { } execute)
        {
            var page = session.Execute(execute, cancellationToken);
            response.ExecuteStatement = new ExecuteStatementResult { FirstPage = ToPage(page), ConsumedIOs = Usage(page), TimingInformation = Timing(started) };
        }
        else if (request.FetchPage is { } fetch)
        {
            var page = session.FetchPage(fetch, cancellationToken);
            response.FetchPage = new FetchPageResult { Page = ToPage(page), ConsumedIOs = Usage(page), TimingInformation = Timing(started) };
        }
        else if (request.CommitTransaction is { } commit)
        {
            await session.Commit(commit).ConfigureAwait(false);
            response.CommitTransaction = new CommitTransactionResult
            {
                TransactionId = commit.TransactionId,
                CommitDigest = new MemoryStream(commit.CommitDigest.ToArray()),
                ConsumedIOs = new IOUsage { ReadIOs = 0, WriteIOs = 0 },
                TimingInformation = Timing(started),
            };
        }
        else if (request.AbortTransaction is not null)
        {
            session.Abort();
            response.AbortTransaction = new AbortTransactionResult { TimingInformation = Timing(started) };
        }
        else
        {
            session.End();
            response.EndSession = new EndSessionResult { TimingInformation = Timing(started) };
        }

        return true;
    }

    private static StartSessionResult StartSession(LedgerHost host, StartSessionRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        if (!host.TryGet(request.LedgerName ?? "", out var ledger))
        {
            throw SessionErrors.BadRequest(
                LedgerName.IsValid(request.LedgerName) ? $"No ledger named '{request.LedgerName}' is open here." : "The parameter LedgerName is not valid");
        }

        return new StartSessionResult { SessionToken = ledger.Sessions.Start().Token, TimingInformation = Timing(started) };
    }

    private static LedgerSession FindSession(LedgerHost host, string? token)
    {
        if (token is not { Length: >= TokenLengthMin and <= TokenLengthMax } || !token.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '-'))
        {
            throw SessionErrors.BadRequest("The parameter SessionToken is not valid");
        }

        return host.FindSession(token) ?? throw SessionErrors.InvalidSession("No such session");
    }

    private static void ThrowIfNotOneCommand(SendCommandRequest request)
    {
        var commands = Count(request.StartSession) + Count(request.StartTransaction) + Count(request.ExecuteStatement) + Count(request.FetchPage)
            + Count(request.CommitTransaction) + Count(request.AbortTransaction) + Count(request.EndSession);
        if (commands != 1)
        {
            throw SessionErrors.BadRequest($"A request carries exactly one command, and this one has {commands}.");
        }

        static int Count(object? command) => command is null ? 0 : 1;
    }

    private static Page ToPage(StatementPage page)
    {
        var values = new List<ValueHolder>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            values.Add(new ValueHolder { IonBinary = ToStream(row) });
        }

        return new Page { Values = values, NextPageToken = page.NextPageToken! };
    }

    /// <summary>A read-only view of the row: rows can be the very bytes that are stored, so nobody gets at the buffer behind it.</summary>
    private static MemoryStream ToStream(IonElement row)
    {
        var binary = row.AsBinary();
        return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(binary, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(binary.ToArray(), writable: false);
    }

    private static IOUsage Usage(StatementPage page) => new() { ReadIOs = page.ReadCount, WriteIOs = page.WriteCount };

    private static TimingInformation Timing(long started)
        => new() { ProcessingTimeMilliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds };
}
