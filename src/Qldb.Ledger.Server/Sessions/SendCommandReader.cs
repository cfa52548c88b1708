using System.Text.Json;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>Reads a command from the body of SendCommand. Members that are unknown or null are passed over; wrong types are refused.</summary>
internal static class SendCommandReader
{
    /// <summary>Reads the member whose value the reader stands on; false when the member is not known.</summary>
    private delegate bool ReadMember<in T>(ref Utf8JsonReader json, string member, T target);

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads a command.</summary>
    /// <exception cref="ServiceErrorException">The body is not JSON, or a member is of the wrong type: SerializationException.</exception>
    public static SendCommandRequest Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body, Options);
            json.Read();
            var request = Object<SendCommandRequest>(ref json, "The body", ReadRequestMember);
            // Only a reader that is moved past the object finds out that something follows it.
            json.Read();
            return request;
        }
        catch (JsonException e)
        {
            throw new ServiceErrorException(ServiceErrors.Serialization(
                $"The body is not well-formed JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader says to an escape of half a surrogate pair, and to bytes that are not UTF-8.
            throw new ServiceErrorException(ServiceErrors.Serialization("A string of the body is not valid Unicode."));
        }
    }

    private static bool ReadRequestMember(ref Utf8JsonReader json, string member, SendCommandRequest request)
    {
        switch (member)
        {
            case nameof(request.SessionToken):
                request.SessionToken = Text(ref json, member);
                return true;
            case nameof(request.ExecuteStatement):
                request.ExecuteStatement = Object<ExecuteStatementRequest>(ref json, member, ReadExecuteStatementMember);
                return true;
            case nameof(request.CommitTransaction):
                request.CommitTransaction = Object<CommitTransactionRequest>(ref json, member, ReadCommitTransactionMember);
                return true;
            case nameof(request.FetchPage):
                request.FetchPage = Object<FetchPageRequest>(ref json, member, ReadFetchPageMember);
                return true;
            case nameof(request.StartSession):
                request.StartSession = Object<StartSessionRequest>(ref json, member, ReadStartSessionMember);
                return true;
            case nameof(request.StartTransaction):
                request.StartTransaction = Object<StartTransactionRequest>(ref json, member, NoMember);
                return true;
            case nameof(request.AbortTransaction):
                request.AbortTransaction = Object<AbortTransactionRequest>(ref json, member, NoMember);
                return true;
            case nameof(request.EndSession):
                request.EndSession = Object<EndSessionRequest>(ref json, member, NoMember);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadStartSessionMember(ref Utf8JsonReader json, string member, StartSessionRequest request)
    {
        if (member != nameof(request.LedgerName))
        {
            return false;
        }

        request.LedgerName = Text(ref json, member);
        return true;
    }

    private static bool ReadExecuteStatementMember(ref Utf8JsonReader json, string member, ExecuteStatementRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId):
                request.TransactionId = Text(ref json, member);
                return true;
            case nameof(request.Statement):
                request.Statement = Text(ref json, member);
                return true;
            case nameof(request.Parameters):
                request.Parameters = Values(ref json, member);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadFetchPageMember(ref Utf8JsonReader json, string member, FetchPageRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId):
                request.TransactionId = Text(ref json, member);
                return true;
            case nameof(request.NextPageToken):
                request.NextPageToken = Text(ref json, member);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadCommitTransactionMember(ref Utf8JsonReader json, string member, CommitTransactionRequest request)
    {
        switch (member)
        {
            case nameof(request.TransactionId):
                request.TransactionId = Text(ref json, member);
                return true;
            case nameof(request.CommitDigest):
                request.CommitDigest = Blob(ref json, member);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadValueMember(ref Utf8JsonReader json, string member, ValueHolder value)
    {
        switch (member)
        {
            case nameof(value.IonBinary):
                value.IonBinary = Blob(ref json, member);
                return true;
            case nameof(value.IonText):
                value.IonText = Text(ref json, member);
                return true;
            default:
                return false;
        }
    }

    private static bool NoMember<T>(ref Utf8JsonReader json, string member, T target) => false;

    private static T Object<T>(ref Utf8JsonReader json, string what, ReadMember<T> readMember)
        where T : new()
    {
        Expect(json.TokenType == JsonTokenType.StartObject, what, "an object");
        var target = new T();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberNames.Read(ref json);
            json.Read();
            if (json.TokenType != JsonTokenType.Null && !readMember(ref json, member, target))
            {
                json.Skip();
            }
        }

        return target;
    }

    private static List<ValueHolder> Values(ref Utf8JsonReader json, string member)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, member, "an array");
        var values = new List<ValueHolder>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            values.Add(Object<ValueHolder>(ref json, member, ReadValueMember));
        }

        return values;
    }

    private static string Text(ref Utf8JsonReader json, string member)
    {
        Expect(json.TokenType == JsonTokenType.String, member, "a string");
        return json.GetString()!;
    }

    /// <summary>The engine may keep a parameter's bytes as a document, so each blob gets memory of its own and never a pooled buffer.</summary>
    private static MemoryStream Blob(ref Utf8JsonReader json, string member)
    {
        byte[]? bytes = null;
        Expect(json.TokenType == JsonTokenType.String && json.TryGetBytesFromBase64(out bytes), member, "a base64 string");
        return new MemoryStream(bytes!, 0, bytes!.Length, writable: false, publiclyVisible: true);
    }

    private static void Expect(bool condition, string what, string kind)
    {
        if (!condition)
        {
            throw new ServiceErrorException(ServiceErrors.Serialization($"{what} must be {kind}."));
        }
    }
}
