using System.Runtime.InteropServices;

namespace Qldb.Tool.Shell;

/// <summary>Ctrl+C ends what is running, not the shell.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;

    public Interrupts() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        signal.Cancel = true;
        lock (_gate)
        {
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
