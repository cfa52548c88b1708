using System.Runtime.InteropServices;

namespace Qldb.Tool.Shell;

/// <summary>Ctrl+C ends what is running, not the shell.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private bool _isPending;

    public Interrupts() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        signal.Cancel = true;
        lock (_gate)
        {
            // Between two statements it ends the next one: an interrupt is never lost.
            _isPending = _running is null;
            _running?.Cancel();
        }
    });

    /// <summary>Runs something that Ctrl+C may end.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var running = new CancellationTokenSource();
        lock (_gate)
        {
            _running = running;
            if (_isPending)
            {
                _isPending = false;
                running.Cancel();
            }
        }

        try
        {
            return await work(running.Token);
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }
        }
    }

    public Task RunAsync(Func<CancellationToken, Task> work) => RunAsync(async token =>
    {
        await work(token);
        return true;
    });

    public void Dispose() => _registration.Dispose();
}
