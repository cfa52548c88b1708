using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Support;

/// <summary>A store whose writes a test can hold up or let fail.</summary>
internal sealed class GatedStore(ILedgerStore inner) : ILedgerStore
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _isOpen = new(initialState: true);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Fail { get; set; }

    public StoreIdentity Identity => inner.Identity;

    public long Tip => inner.Tip;

    /// <summary>Ends when a write waits at the closed gate.</summary>
    public Task Entered => _entered.Task.WaitAsync(SafetyNet);

    public void Close() => _isOpen.Reset();

    public void Open() => _isOpen.Set();

    public IReadOnlyList<StoredTable> LoadCatalog() => inner.LoadCatalog();

    public void Append(IReadOnlyList<BlockWrite> blocks)
    {
        if (!_isOpen.IsSet)
        {
            _entered.TrySetResult();
            Assert(_isOpen.Wait(SafetyNet));
        }

        if (Fail)
        {
            throw new StoreException("disk full");
        }

        inner.Append(blocks);
    }

    public IStoreReader OpenReader(long asOf) => inner.OpenReader(asOf);

    public void Dispose() => inner.Dispose();

    private static void Assert(bool opened)
    {
        if (!opened)
        {
            throw new TimeoutException("The test never opened the gate.");
        }
    }
}
