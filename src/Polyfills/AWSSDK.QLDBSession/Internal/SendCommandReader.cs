using System.Text.Json;
using Amazon.QLDBSession.Model;

namespace Amazon.QLDBSession.Internal;

/// <summary>Reads a <see cref="SendCommandResponse"/> from JSON. Members that are unknown or null are passed over.</summary>
internal static class SendCommandReader
{
    /// <summary>Reads the member whose value the reader stands on; false when the member is not known.</summary>
    private delegate bool ReadMember<in T>(ref Utf8JsonReader json, string name, T target);

    public static SendCommandResponse Read(Stream body)
    {
        using var bytes = new MemoryStream();
        body.CopyTo(bytes);
        var json = new Utf8JsonReader(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The response to SendCommand is not a JSON object.");
        return Object<SendCommandResponse>(ref json, ResponseMember);
    }

    private static bool ResponseMember(ref Utf8JsonReader json, string name, SendCommandResponse response)
    {
        switch (name)
        {
            case "AbortTransaction":
                response.AbortTransaction = Object<AbortTransactionResult>(ref json, AbortTransactionMember);
                return true;
            case "CommitTransaction":
                response.CommitTransaction = Object<CommitTransactionResult>(ref json, CommitTransactionMember);
                return true;
            case "EndSession":
                response.EndSession = Object<EndSessionResult>(ref json, EndSessionMember);
                return true;
            case "ExecuteStatement":
                response.ExecuteStatement = Object<ExecuteStatementResult>(ref json, ExecuteStatementMember);
                return true;
            case "FetchPage":
                response.FetchPage = Object<FetchPageResult>(ref json, FetchPageMember);
                return true;
            case "StartSession":
                response.StartSession = Object<StartSessionResult>(ref json, StartSessionMember);
                return true;
            case "StartTransaction":
                response.StartTransaction = Object<StartTransactionResult>(ref json, StartTransactionMember);
                return true;
            default:
                return false;
        }
    }

    private static bool StartSessionMember(ref Utf8JsonReader json, string name, StartSessionResult result)
    {
        switch (name)
        {
            case "SessionToken":
                result.SessionToken = json.GetString();
                return true;
            case "TimingInformation":
                result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
                return true;
            default:
                return false;
        }
    }

    private static bool StartTransactionMember(ref Utf8JsonReader json, string name, StartTransactionResult result)
    {
        switch (name)
        {
            case "TransactionId":
                result.TransactionId = json.GetString();
                return true;
            case "TimingInformation":
                result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
                return true;
            default:
                return false;
        }
    }

    private static bool ExecuteStatementMember(ref Utf8JsonReader json, string name, ExecuteStatementResult result)
    {
        switch (name)
        {
            case "FirstPage":
                result.FirstPage = Object<Page>(ref json, PageMember);
                return true;
            case "ConsumedIOs":
                result.ConsumedIOs = Object<IOUsage>(ref json, IOUsageMember);
                return true;
            case "TimingInformation":
                result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
                return true;
            default:
                return false;
        }
    }

    private static bool FetchPageMember(ref Utf8JsonReader json, string name, FetchPageResult result)
    {
        switch (name)
        {
            case "Page":
                result.Page = Object<Page>(ref json, PageMember);
                return true;
            case "ConsumedIOs":
                result.ConsumedIOs = Object<IOUsage>(ref json, IOUsageMember);
                return true;
            case "TimingInformation":
                result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
                return true;
            default:
                return false;
        }
    }

    private static bool CommitTransactionMember(ref Utf8JsonReader json, string name, CommitTransactionResult result)
    {
        switch (name)
        {
            case "CommitDigest":
                result.CommitDigest = Blob(ref json);
                return true;
            case "TransactionId":
                result.TransactionId = json.GetString();
                return true;
            case "ConsumedIOs":
                result.ConsumedIOs = Object<IOUsage>(ref json, IOUsageMember);
                return true;
            case "TimingInformation":
                result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
                return true;
            default:
                return false;
        }
    }

    private static bool AbortTransactionMember(ref Utf8JsonReader json, string name, AbortTransactionResult result)
    {
        if (name != "TimingInformation")
            return false;
        result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
        return true;
    }

    private static bool EndSessionMember(ref Utf8JsonReader json, string name, EndSessionResult result)
    {
        if (name != "TimingInformation")
            return false;
        result.TimingInformation = Object<TimingInformation>(ref json, TimingMember);
        return true;
    }

    private static bool PageMember(ref Utf8JsonReader json, string name, Page page)
    {
        switch (name)
        {
            case "NextPageToken":
                page.NextPageToken = json.GetString();
                return true;
            case "Values":
                page.Values = Values(ref json);
                return true;
            default:
                return false;
        }
    }

    private static bool ValueMember(ref Utf8JsonReader json, string name, ValueHolder value)
    {
        switch (name)
        {
            case "IonBinary":
                value.IonBinary = Blob(ref json);
                return true;
            case "IonText":
                value.IonText = json.GetString();
                return true;
            default:
                return false;
        }
    }

    private static bool IOUsageMember(ref Utf8JsonReader json, string name, IOUsage usage)
    {
        switch (name)
        {
            case "ReadIOs":
                usage.ReadIOs = json.GetInt64();
                return true;
            case "WriteIOs":
                usage.WriteIOs = json.GetInt64();
                return true;
            default:
                return false;
        }
    }

    private static bool TimingMember(ref Utf8JsonReader json, string name, TimingInformation timing)
    {
        if (name != "ProcessingTimeMilliseconds")
            return false;
        timing.ProcessingTimeMilliseconds = json.GetInt64();
        return true;
    }

    private static T Object<T>(ref Utf8JsonReader json, ReadMember<T> readMember) where T : new()
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"A JSON object was expected for {typeof(T).Name}, but {json.TokenType} was found.");

        var target = new T();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (json.TokenType != JsonTokenType.Null && !readMember(ref json, name, target))
                json.Skip();
        }

        return target;
    }

    private static List<ValueHolder> Values(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw new JsonException($"A JSON array was expected for Values, but {json.TokenType} was found.");

        var values = new List<ValueHolder>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            values.Add(json.TokenType == JsonTokenType.Null ? null : Object<ValueHolder>(ref json, ValueMember));
        return values;
    }

    private static MemoryStream Blob(ref Utf8JsonReader json)
    {
        var bytes = json.GetBytesFromBase64();
        return new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true);
    }
}
