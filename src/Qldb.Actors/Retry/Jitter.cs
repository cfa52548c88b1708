namespace Qldb.Actors;

/// <summary>How much of a backoff delay is left to chance, so that callers that failed together do not return together.</summary>
public enum Jitter
{
    /// <summary>None: the delay is exact.</summary>
    None,

    /// <summary>Half of the delay is fixed, half is random. The vendor's recommendation for QLDB.</summary>
    Equal,

    /// <summary>All of the delay is random.</summary>
    Full,
}
