using System.Runtime.InteropServices;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Sessions;

/// <summary>One command on its way through a session: what was asked, and the response that takes the answer.</summary>
internal readonly struct SessionCommand(SendCommandRequest request, SendCommandResponse response, TimeProvider clock, CancellationToken cancellationToken)
{
    /// <summary>Gets the time stamp of its arrival.</summary>
    public long Arrived { get; } = clock.GetTimestamp();

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Carries the command out. Only a commit goes on after this returns; it is completed by <see cref="Complete"/>.</summary>
    public Task RunIn(LedgerSession session)
    {
        if (request.StartTransaction is not null)
        {
            response.StartTransaction = new StartTransactionResult { TransactionId = session.StartTransaction(), TimingInformation = Timing() };
        }
        else if (request.ExecuteStatement is { } execute)
        {
            var page = session.Execute(execute, cancellationToken);
            response.ExecuteStatement = new ExecuteStatementResult { FirstPage = ToPage(page), ConsumedIOs = Usage(page), TimingInformation = Timing() };
        }
        else if (request.FetchPage is { } fetch)
        {
            var page = session.FetchPage(fetch, cancellationToken);
            response.FetchPage = new FetchPageResult { Page = ToPage(page), ConsumedIOs = Usage(page), TimingInformation = Timing() };
        }
        else if (request.CommitTransaction is { } commit)
        {
            return Commit(session, commit);
        }
        else if (request.AbortTransaction is not null)
        {
            session.Abort();
            response.AbortTransaction = new AbortTransactionResult { TimingInformation = Timing() };
        }
        else
        {
            session.End();
            response.EndSession = new EndSessionResult { TimingInformation = Timing() };
        }

        return Task.CompletedTask;
    }

    /// <summary>Dates an answer that had to be waited for.</summary>
    public void Complete()
    {
        if (response.CommitTransaction is { } committed)
        {
            committed.TimingInformation = Timing();
        }
    }

    private Task Commit(LedgerSession session, CommitTransactionRequest commit)
    {
        var digest = commit.CommitDigest?.ToArray() ?? [];
        response.CommitTransaction = new CommitTransactionResult
        {
            TransactionId = commit.TransactionId,
            CommitDigest = new MemoryStream(digest),
            ConsumedIOs = new IOUsage { ReadIOs = 0, WriteIOs = 0 },
        };
        return session.Commit(commit.TransactionId, digest);
    }

    private static Page ToPage(StatementPage page)
    {
        var values = new List<ValueHolder>(page.Rows.Count);
        for (var i = 0; i < page.Rows.Count; i++)
        {
            values.Add(new ValueHolder { IonBinary = ToStream(page.Rows[i], page.Parameters) });
        }

        return new Page { Values = values, NextPageToken = page.NextPageToken! };
    }

    /// <summary>A read-only view of the row: rows can be the very bytes that are stored, so nobody gets at the buffer behind it. A copy of what is stored nowhere.</summary>
    private static MemoryStream ToStream(IonElement row, ParameterMemory parameters)
    {
        var binary = row.AsBinary();
        return MemoryMarshal.TryGetArray(binary, out var bytes) && !parameters.Owns(bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(binary.ToArray(), writable: false);
    }

    private static IOUsage Usage(StatementPage page) => new() { ReadIOs = page.ReadCount, WriteIOs = page.WriteCount };

    private TimingInformation Timing() => TimingOf(clock.GetElapsedTime(Arrived));

    public static TimingInformation TimingOf(TimeSpan time) => new() { ProcessingTimeMilliseconds = (long)time.TotalMilliseconds };
}
