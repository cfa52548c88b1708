using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Qldb.PartiQL;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.Ledger.Tests.Cases;

/// <summary>One transaction in one session of the real ledger.</summary>
internal sealed class SessionTransaction(TestSession session)
{
    public string TransactionId => session.TransactionId;

    /// <summary>Documents read so far, as the ledger reports them.</summary>
    public long ReadCount { get; private set; }

    public List<IonElement> Execute(string statement, params IonElement[] parameters)
    {
        var page = session.ExecuteFirstPage(statement, parameters).GetAwaiter().GetResult();
        var rows = TestSession.Rows(page);
        ReadCount += session.LastUsage!.ReadIOs!.Value;
        while (page.NextPageToken is { } next)
        {
            page = session.Fetch(next).GetAwaiter().GetResult();
            rows.AddRange(TestSession.Rows(page));
            ReadCount += session.LastUsage.ReadIOs!.Value;
        }

        return rows;
    }

    public Refusal Refuses(string statement, params IonElement[] parameters)
    {
        var error = Assert.Throws<BadRequestException>(() => Execute(statement, parameters));
        return error.InnerException is PartiQLException reason && reason.Message == error.Message && reason.Code == error.Code
            ? Refusal.Of(reason)
            : new Refusal(error.Message, error.Code, Stage: null);
    }

    public void Commit()
    {
        session.Commit().GetAwaiter().GetResult();
        session.End().GetAwaiter().GetResult();
    }
}
