using Qldb.Ledger.Server.Sessions;

namespace Qldb.Ledger.Server.Operations;

/// <summary>Where the server is in its life, and how it gets from serving to stopped without breaking what is under way.</summary>
internal sealed class ServerLife(ServedSessions sessions, TimeProvider time)
{
    private volatile ServerPhase _phase = ServerPhase.Starting;

    public ServerPhase Phase => _phase;

    public void Started() => _phase = ServerPhase.Ready;

    /// <summary>Lets open transactions end, for as long as <paramref name="timeout"/>; then every session is invalid.</summary>
    /// <returns>How many transactions were cut off.</returns>
    public async Task<int> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _phase = ServerPhase.Draining;
        sessions.Sweep();
        try
        {
            await sessions.WhenNoTransactionIsOpen().WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Their time is up. What they did not commit is aborted with their sessions.
        }

        _phase = ServerPhase.Drained;
        var cutOff = sessions.OpenTransactions;
        sessions.Clear();
        return cutOff;
    }
}
