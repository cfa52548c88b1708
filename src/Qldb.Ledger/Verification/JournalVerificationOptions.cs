namespace Qldb.Ledger.Verification;

/// <summary>How a journal is verified.</summary>
public sealed record JournalVerificationOptions
{
    /// <summary>
    /// Gets digests that were kept outside of the ledger. Hashes alone show that a journal is consistent; only a kept digest shows that it is still the
    /// same one, neither rewritten as a whole nor cut off.
    /// </summary>
    public IReadOnlyList<JournalDigest> KnownDigests { get; init; } = [];

    /// <summary>Gets how many threads recompute hashes. The default is the number of processors; at least 1.</summary>
    public int DegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Gets whether the documents, the histories and the index entries that statements read are compared with the journal too. The default is yes. Takes about
    /// 100 bytes of memory for each document, and reads each revision and each document again.
    /// </summary>
    public bool IncludeDocuments { get; init; } = true;
}
