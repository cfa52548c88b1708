using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The answer to one command: the member of the same name as the command is set.</summary>
public partial class SendCommandResponse : AmazonWebServiceResponse
{
    /// <summary>Answers AbortTransaction.</summary>
    public AbortTransactionResult AbortTransaction { get; set; }

    /// <summary>Answers CommitTransaction.</summary>
    public CommitTransactionResult CommitTransaction { get; set; }

    /// <summary>Answers EndSession.</summary>
    public EndSessionResult EndSession { get; set; }

    /// <summary>Answers ExecuteStatement.</summary>
    public ExecuteStatementResult ExecuteStatement { get; set; }

    /// <summary>Answers FetchPage.</summary>
    public FetchPageResult FetchPage { get; set; }

    /// <summary>Answers StartSession.</summary>
    public StartSessionResult StartSession { get; set; }

    /// <summary>Answers StartTransaction.</summary>
    public StartTransactionResult StartTransaction { get; set; }
}
