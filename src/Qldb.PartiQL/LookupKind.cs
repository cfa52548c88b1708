namespace Qldb.PartiQL;

/// <summary>What a <see cref="LookupPath"/> looks up.</summary>
public enum LookupKind
{
    /// <summary>The value of one field, through an index that is ready for use.</summary>
    Index,

    /// <summary>The document id.</summary>
    DocumentId,
}
