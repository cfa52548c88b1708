namespace Qldb.Ledger.Storage;

/// <summary>Whether an index entry comes or goes. A document has at most one entry in an index at any time; when its key changes, the old one goes first.</summary>
public enum IndexChangeKind
{
    /// <summary>The document has the key as of this block.</summary>
    Added,

    /// <summary>The document no longer has the key as of this block.</summary>
    Removed,
}
