namespace Qldb.Ledger.Verification;

/// <summary>What can be said of a revision's hash.</summary>
public enum RevisionVerdict
{
    /// <summary>Content and hash agree.</summary>
    Valid,

    /// <summary>The revision has nothing to recompute its hash from: a system revision, or a delete hashed by a rule that is not known. The block's entries still bind the hash.</summary>
    NotRecomputable,

    /// <summary>Content and hash do not agree, or the revision is malformed.</summary>
    Invalid,
}
