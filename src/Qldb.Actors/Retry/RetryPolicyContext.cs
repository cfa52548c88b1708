namespace Qldb.Actors;

/// <summary>What an <see cref="IBackoffStrategy"/> may consider.</summary>
/// <param name="RetriesAttempted">The number of the retry about to be made: 1 for the first.</param>
/// <param name="LastException">What the attempt before it failed with.</param>
/// <param name="TransactionId">The transaction that failed; null when none had been started.</param>
public readonly record struct RetryPolicyContext(int RetriesAttempted, Exception LastException, string? TransactionId);
