using Qldb.Tool.Shell;

namespace Qldb.Tool.Tests.Shell;

public sealed class InterruptsTests : IDisposable
{
    private readonly Interrupts _interrupts = new();

    public void Dispose() => _interrupts.Dispose();

    [Fact]
    public async Task An_interrupt_ends_what_runs_and_nothing_else()
    {
        await AssertEndedAsync(async token =>
        {
            _interrupts.Interrupt();
            await Task.Delay(Timeout.Infinite, token);
        });

        await _interrupts.RunAsync(HeedAsync);
    }

    [Fact]
    public async Task An_interrupt_while_nothing_runs_ends_what_comes_next()
    {
        _interrupts.Interrupt();

        await AssertEndedAsync(HeedAsync);
        await _interrupts.RunAsync(HeedAsync);
    }

    /// <summary>A script's next statement is often read already, and reading it asked nobody: an interrupt between two statements was lost, and an endless one went on.</summary>
    [Fact]
    public async Task An_interrupt_that_is_not_heard_before_the_work_is_done_ends_what_comes_next()
    {
        await _interrupts.RunAsync(_ =>
        {
            _interrupts.Interrupt();
            return Task.CompletedTask;
        });
        await _interrupts.RunAsync(_ => Task.CompletedTask);

        await AssertEndedAsync(HeedAsync);
        await _interrupts.RunAsync(HeedAsync);
    }

    [Fact]
    public async Task A_forgotten_interrupt_ends_nothing()
    {
        _interrupts.Interrupt();
        _interrupts.Forget();

        await _interrupts.RunAsync(HeedAsync);
    }

    private static Task HeedAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    private Task<OperationCanceledException> AssertEndedAsync(Func<CancellationToken, Task> work) => Assert.ThrowsAnyAsync<OperationCanceledException>(() => _interrupts.RunAsync(work));
}
