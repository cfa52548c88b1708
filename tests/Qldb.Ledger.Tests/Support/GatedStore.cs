using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Support;

/// <summary>A store whose writes and table scans a test can hold up, and whose writes it can let fail.</summary>
internal sealed class GatedStore(ILedgerStore inner) : ILedgerStore
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _isOpen = new(initialState: true);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ManualResetEventSlim _isOpenForScans = new(initialState: true);
    private readonly TaskCompletionSource _scanEntered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Fail { get; set; }

    public StoreIdentity Identity => inner.Identity;

    public long Tip => inner.Tip;

    /// <summary>Ends when a write waits at the closed gate.</summary>
    public Task Entered => _entered.Task.WaitAsync(SafetyNet);

    /// <summary>Ends when a scan waits at the closed gate.</summary>
    public Task ScanEntered => _scanEntered.Task.WaitAsync(SafetyNet);

    public void Close() => _isOpen.Reset();

    public void Open() => _isOpen.Set();

    public void CloseForScans() => _isOpenForScans.Reset();

    public void OpenForScans() => _isOpenForScans.Set();

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

    public IStoreReader OpenReader(long asOf) => new GatedReader(inner.OpenReader(asOf), WaitForScan);

    public void Dispose() => inner.Dispose();

    private void WaitForScan()
    {
        if (!_isOpenForScans.IsSet)
        {
            _scanEntered.TrySetResult();
            Assert(_isOpenForScans.Wait(SafetyNet));
        }
    }

    private static void Assert(bool opened)
    {
        if (!opened)
        {
            throw new TimeoutException("The test never opened the gate.");
        }
    }
}
