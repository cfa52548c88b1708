using Amazon.QLDBSession.Model;

namespace Qldb.Actors.Tests;

/// <summary>One command as the service saw it.</summary>
public sealed record Command(QldbCommand Kind, int Session, string? Statement, SendCommandRequest Request)
{
    public string Name => Kind.ToString();

    public static Command Of(SendCommandRequest request, int session) => new(
        request.StartSession is not null ? QldbCommand.StartSession
        : request.StartTransaction is not null ? QldbCommand.StartTransaction
        : request.ExecuteStatement is not null ? QldbCommand.ExecuteStatement
        : request.FetchPage is not null ? QldbCommand.FetchPage
        : request.CommitTransaction is not null ? QldbCommand.CommitTransaction
        : request.AbortTransaction is not null ? QldbCommand.AbortTransaction
        : QldbCommand.EndSession,
        session,
        request.ExecuteStatement?.Statement,
        request);
}
