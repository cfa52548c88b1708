using Qldb.Ledger.Server.Http;
using Qldb.PartiQL;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>Lets the statements of a caller who may only read through, by the parser that the ledger itself reads them with: there is no text that the two understand differently.</summary>
internal sealed class ReadOnlyStatements(LedgerOptions options)
{
    private readonly PartiQLOptions _language = new() { Dialect = options.Dialect, MaxLength = options.Limits.StatementLength };

    /// <summary>Refuses a statement that is no query, in QLDB's words, and one that cannot be read, in the ledger's.</summary>
    /// <exception cref="ServiceErrorException">The statement is refused.</exception>
    public void ThrowIfNoQuery(string statement)
    {
        try
        {
            if (!PreparedStatement.IsQueryText(statement, _language))
            {
                throw new ServiceErrorException(ServiceErrors.StatementDenied);
            }
        }
        catch (PartiQLException e)
        {
            throw new ServiceErrorException(ServiceErrors.BadRequest(e.Message).With("Code", e.Code));
        }
    }
}
