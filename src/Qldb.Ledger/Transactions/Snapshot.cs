namespace Qldb.Ledger.Transactions;

/// <summary>What one transaction sees of the ledger, for as long as it is open. Taken again and again, by one transaction after the other.</summary>
internal sealed class Snapshot
{
    public Snapshot() => Node = new LinkedListNode<Snapshot>(this);

    /// <summary>Gets or sets what is seen; <see langword="null"/> while no snapshot is taken.</summary>
    public LedgerState? State { get; set; }

    /// <summary>Gets or sets the time stamp (<see cref="TimeProvider.GetTimestamp"/>) after which its transaction can no longer commit.</summary>
    public long EndsAt { get; set; }

    /// <summary>Gets its place among those that are open; in no list when it was let go of.</summary>
    public LinkedListNode<Snapshot> Node { get; }
}
