namespace Qldb.Ledger.Tests.Serializability;

/// <summary>One transaction as its client saw it.</summary>
/// <param name="Name">For messages.</param>
/// <param name="InvokedAt">When it began, on a clock that all clients share.</param>
/// <param name="CompletedAt">When its client knew the outcome.</param>
/// <param name="IsCommitted">Whether it committed; otherwise it certainly did not.</param>
/// <param name="Operations">What it did and saw, in order.</param>
internal sealed record RecordedTransaction(string Name, long InvokedAt, long CompletedAt, bool IsCommitted, IReadOnlyList<Operation> Operations)
{
    public override string ToString() => $"{Name} [{InvokedAt}..{CompletedAt}] {string.Join(", ", Operations)}";
}
