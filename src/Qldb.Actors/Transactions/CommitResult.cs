namespace Qldb.Actors;

/// <summary>A commit that the service confirmed.</summary>
/// <param name="TransactionId">The transaction.</param>
/// <param name="CommitDigest">The 32 bytes that stand for its statements and parameters, equal on both sides.</param>
/// <param name="ConsumedIOs">What the commit cost, if the service told.</param>
/// <param name="TimingInformation">How long the commit took the service, if it told.</param>
public sealed record CommitResult(string TransactionId, ReadOnlyMemory<byte> CommitDigest, IOUsage? ConsumedIOs, TimingInformation? TimingInformation);
