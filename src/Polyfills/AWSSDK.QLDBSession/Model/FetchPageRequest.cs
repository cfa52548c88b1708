namespace Amazon.QLDBSession.Model;

/// <summary>Asks for the page that a token of the page before it names.</summary>
public partial class FetchPageRequest
{
    /// <summary>The token of the page before.</summary>
    public string NextPageToken { get; set; }

    /// <summary>The transaction's id: 22 characters.</summary>
    public string TransactionId { get; set; }
}
