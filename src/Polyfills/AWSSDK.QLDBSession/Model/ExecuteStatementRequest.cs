namespace Amazon.QLDBSession.Model;

/// <summary>Runs one PartiQL statement.</summary>
public partial class ExecuteStatementRequest
{
    /// <summary>The values of the statement's question marks, in order.</summary>
    public List<ValueHolder> Parameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>PartiQL: 1 to 100,000 characters.</summary>
    public string Statement { get; set; }

    /// <summary>The transaction's id: 22 characters.</summary>
    public string TransactionId { get; set; }
}
