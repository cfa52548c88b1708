namespace Qldb.Ledger.Storage;

/// <summary>What a stored revision holds. The numbers are part of the stored form.</summary>
public enum RevisionKind
{
    /// <summary>A document as it was written.</summary>
    Document = 0,

    /// <summary>The end of a document: metadata, no data.</summary>
    Delete = 1,

    /// <summary>A former <see cref="Document"/> whose data was redacted: metadata and the hash of the data.</summary>
    Redacted = 2,

    /// <summary>The state of a table in the catalog; served with its hash only.</summary>
    System = 3,
}
