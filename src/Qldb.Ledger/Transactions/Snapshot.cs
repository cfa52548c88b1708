namespace Qldb.Ledger.Transactions;

/// <summary>What one transaction sees of the ledger, for as long as it is open.</summary>
internal sealed class Snapshot(LedgerState state, long endsAt)
{
    public LedgerState State => state;

    /// <summary>Gets the time stamp (<see cref="TimeProvider.GetTimestamp"/>) after which its transaction can no longer commit.</summary>
    public long EndsAt { get; set; } = endsAt;

    public LinkedListNode<Snapshot>? Node { get; set; }
}
