using System.Text.Json;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Server.Http;
using static Qldb.Ledger.Server.Http.JsonBody;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>Reads a command from the body of SendCommand.</summary>
internal static class SendCommandReader
{
    /// <summary>Reads a command.</summary>
    /// <exception cref="ServiceErrorException">The body is not JSON, or a member is of the wrong type: SerializationException.</exception>
    public static SendCommandRequest Read(ReadOnlySpan<byte> body) => Read<SendCommandRequest>(body, ReadRequestMember);

    private static bool ReadRequestMember(ref Utf8JsonReader json, string member, SendCommandRequest request)
    {
        switch (member)
        {
            case nameof(request.SessionToken): request.SessionToken = Text(ref json, member); break;
            case nameof(request.ExecuteStatement): request.ExecuteStatement = Object<ExecuteStatementRequest>(ref json, member, ReadExecuteStatementMember); break;
            case nameof(request.CommitTransaction): request.CommitTransaction = Object<CommitTransactionRequest>(ref json, member, ReadCommitTransactionMember); break;
            case nameof(request.FetchPage): request.FetchPage = Object<FetchPageRequest>(ref json, member, ReadFetchPageMember); break;
            case nameof(request.StartSession): request.StartSession = Object<StartSessionRequest>(ref json, member, ReadStartSessionMember); break;
            case nameof(request.StartTransaction): request.StartTransaction = Object<StartTransactionRequest>(ref json, member, NoMember); break;
            case nameof(request.AbortTransaction): request.AbortTransaction = Object<AbortTransactionRequest>(ref json, member, NoMember); break;
            case nameof(request.EndSession): request.EndSession = Object<EndSessionRequest>(ref json, member, NoMember); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadStartSessionMember(ref Utf8JsonReader json, string member, StartSessionRequest request)
    {
        switch (member)
        {
            case nameof(request.LedgerName): request.LedgerName = Text(ref json, member); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadExecuteStatementMember(ref Utf8JsonReader json, string member, ExecuteStatementRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId): request.TransactionId = Text(ref json, member); break;
            case nameof(request.Statement): request.Statement = Text(ref json, member); break;
            case nameof(request.Parameters): request.Parameters = Array<ValueHolder>(ref json, member, ReadValueMember); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadFetchPageMember(ref Utf8JsonReader json, string member, FetchPageRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId): request.TransactionId = Text(ref json, member); break;
            case nameof(request.NextPageToken): request.NextPageToken = Text(ref json, member); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadCommitTransactionMember(ref Utf8JsonReader json, string member, CommitTransactionRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId): request.TransactionId = Text(ref json, member); break;
            case nameof(request.CommitDigest): request.CommitDigest = Blob(ref json, member); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadValueMember(ref Utf8JsonReader json, string member, ValueHolder value)
    {
        switch (member)
        {
            case nameof(value.IonBinary): value.IonBinary = Blob(ref json, member); break;
            case nameof(value.IonText): value.IonText = Text(ref json, member); break;
            default: return false;
        }

        return true;
    }

    private static bool NoMember<T>(ref Utf8JsonReader json, string member, T target) => false;
}
