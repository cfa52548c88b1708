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
        Interrupt();
    });

    /// <summary>Ends what runs. Where nothing runs, or what runs is done before it hears of it, ends what comes next: an interrupt is never lost.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _isPending = _running is null;
            _running?.Cancel();
        }
    }

    /// <summary>Ends nothing any more by an interrupt that nothing has heard of yet.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _isPending = false;
        }
    }

    /// <summary>Runs something that Ctrl+C may end.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        var isDone = false;
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
            var result = await work(running.Token);
            isDone = true;
            return result;
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
                _isPending |= isDone && running.IsCancellationRequested;
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
