using System.Diagnostics;
using Amazon.QLDBSession.Model;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Shell.Results;
using IOUsage = Qldb.Actors.IOUsage;

namespace Qldb.Tool.Shell;

/// <summary>Runs statements, each as a transaction of its own or between BEGIN and COMMIT.</summary>
/// <param name="driver">The driver of the ledger.</param>
/// <param name="remark">Told what a user may want to know on the way.</param>
internal sealed class StatementRunner(PooledQldbDriver driver, Action<string> remark) : IAsyncDisposable
{
    private PooledQldbSession? _session;
    private Transaction? _transaction;

    public TransactionState State { get; private set; }

    /// <summary>Runs a statement and keeps its rows.</summary>
    /// <returns>What it cost; null where nobody counted.</returns>
    public async Task<(IOUsage? Usage, TimeSpan Elapsed)> ExecuteAsync(string statement, RowSpool rows, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return State switch
        {
            TransactionState.Failed => throw new ToolException("Not run: a statement before it failed, and with it the transaction. ABORT ends the transaction."),
            TransactionState.Open => (await ExecuteInTransactionAsync(statement, rows, cancellationToken), clock.Elapsed),
            _ => (await ExecuteAloneAsync(statement, rows, cancellationToken), clock.Elapsed),
        };
    }

    /// <summary>Reads in the open transaction or, where there is none, in one of its own.</summary>
    public async Task<IReadOnlyList<Qldb.Ion.IonElement>> QueryAsync(string statement, CancellationToken cancellationToken)
    {
        using var rows = new RowSpool();
        await ExecuteAsync(statement, rows, cancellationToken);
        return [.. rows.Read()];
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (State != TransactionState.None)
        {
            throw new ToolException("A transaction is open already: COMMIT or ABORT it first.");
        }

        var session = await driver.GetSessionAsync(cancellationToken);
        try
        {
            _transaction = await session.StartTransactionAsync(cancellationToken);
            _session = session;
            State = TransactionState.Open;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <returns>The transaction's id.</returns>
    public async Task<string> CommitAsync()
    {
        var state = State;
        State = TransactionState.None;
        switch (state)
        {
            case TransactionState.None:
                throw new ToolException("There is no transaction to commit: BEGIN starts one. A statement outside of a transaction is committed by itself.");
            case TransactionState.Failed:
                throw new ToolException("Nothing was written: a statement of the transaction failed. Run it again from BEGIN.");
        }

        try
        {
            return (await _transaction!.CommitAsync(CancellationToken.None)).TransactionId;
        }
        catch (OccConflictException conflict)
        {
            throw new ToolException("Nothing was written: another transaction changed meanwhile what this one has read. Run it again from BEGIN.", cause: conflict);
        }
        finally
        {
            await ReleaseAsync();
        }
    }

    public async Task AbortAsync()
    {
        if (State == TransactionState.None)
        {
            throw new ToolException("There is no transaction to abort.");
        }

        await ReleaseAsync();
        State = TransactionState.None;
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();

    private async Task<IOUsage?> ExecuteAloneAsync(string statement, RowSpool rows, CancellationToken cancellationToken)
    {
        var options = new ExecuteOptions { RetryIndicator = attempt => remark($"Another transaction was faster; trying again ({attempt}).") };
        try
        {
            return await driver.ExecuteAsync(async txn => await ReadAsync(await txn.ExecuteAsync(statement, [], cancellationToken), rows, cancellationToken), options, cancellationToken);
        }
        catch (OccConflictException conflict)
        {
            throw new ToolException($"Nothing was written: other transactions were faster, {conflict.GetAttempts()} times. Run the statement again.", cause: conflict);
        }
    }

    private async Task<IOUsage?> ExecuteInTransactionAsync(string statement, RowSpool rows, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(await _transaction!.ExecuteStatementAsync(statement, [], cancellationToken), rows, cancellationToken);
        }
        catch
        {
            // The driver commits no transaction of which a statement failed: given up now, it holds nobody up.
            State = TransactionState.Failed;
            await ReleaseAsync();
            throw;
        }
    }

    private static async Task<IOUsage?> ReadAsync(ICursor cursor, RowSpool rows, CancellationToken cancellationToken)
    {
        rows.Clear();
        await foreach (var row in cursor.ReadIonBinaryAsync(cancellationToken))
        {
            rows.Add(row.Span);
        }

        return cursor.GetConsumedIOs();
    }

    private async Task ReleaseAsync()
    {
        if (_session is { } session)
        {
            (_session, _transaction) = (null, null);
            await session.DisposeAsync();
        }
    }
}
