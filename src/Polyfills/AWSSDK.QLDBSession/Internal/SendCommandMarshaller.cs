using System.Buffers;
using System.Text.Json;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.QLDBSession.Internal;

/// <summary>Writes a command as AWS JSON 1.0: members in alphabetical order, unset ones left out.</summary>
internal sealed class SendCommandMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly SendCommandMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.QLDBSession")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Body((SendCommandRequest)input),
        };
        request.Headers["X-Amz-Target"] = "QLDBSession.SendCommand";
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        request.Headers["x-amz-api-version"] = "2019-07-11";
        return request;
    }

    private static byte[] Body(SendCommandRequest command)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, command);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SendCommandRequest command)
    {
        json.WriteStartObject();
        if (command.AbortTransaction is not null)
            Empty(json, "AbortTransaction");
        if (command.CommitTransaction is { } commit)
            Write(json, commit);
        if (command.EndSession is not null)
            Empty(json, "EndSession");
        if (command.ExecuteStatement is { } statement)
            Write(json, statement);
        if (command.FetchPage is { } page)
            Write(json, page);
        Write(json, "SessionToken", command.SessionToken);
        if (command.StartSession is { } start)
            Write(json, start);
        if (command.StartTransaction is not null)
            Empty(json, "StartTransaction");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StartSessionRequest start)
    {
        json.WriteStartObject("StartSession");
        Write(json, "LedgerName", start.LedgerName);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExecuteStatementRequest statement)
    {
        json.WriteStartObject("ExecuteStatement");
        if (statement.Parameters is { } parameters && (parameters.Count > 0 || !AWSConfigs.InitializeCollections))
            Write(json, parameters);
        Write(json, "Statement", statement.Statement);
        Write(json, "TransactionId", statement.TransactionId);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, List<ValueHolder> parameters)
    {
        json.WriteStartArray("Parameters");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            Write(json, "IonBinary", parameter.IonBinary);
            Write(json, "IonText", parameter.IonText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, FetchPageRequest page)
    {
        json.WriteStartObject("FetchPage");
        Write(json, "NextPageToken", page.NextPageToken);
        Write(json, "TransactionId", page.TransactionId);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CommitTransactionRequest commit)
    {
        json.WriteStartObject("CommitTransaction");
        Write(json, "CommitDigest", commit.CommitDigest);
        Write(json, "TransactionId", commit.TransactionId);
        json.WriteEndObject();
    }

    private static void Empty(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    /// <summary>A blob is all of its stream, wherever its position is.</summary>
    private static void Write(Utf8JsonWriter json, string name, MemoryStream value)
    {
        if (value is null)
            return;
        if (value.TryGetBuffer(out var bytes))
            json.WriteBase64String(name, bytes);
        else
            json.WriteBase64String(name, value.ToArray());
    }
}
