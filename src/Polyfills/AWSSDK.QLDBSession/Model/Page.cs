namespace Amazon.QLDBSession.Model;

/// <summary>A part of a statement's result.</summary>
public partial class Page
{
    /// <summary>Names the page after this one; null on the last page.</summary>
    public string NextPageToken { get; set; }

    /// <summary>The rows. A page without rows may have a null list.</summary>
    public List<ValueHolder> Values { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
