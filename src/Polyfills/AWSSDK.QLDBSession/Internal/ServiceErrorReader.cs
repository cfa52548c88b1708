using System.Net;
using System.Text.Json;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.QLDBSession.Internal;

/// <summary>Makes the exception of an error response. The SDK's core finds code and message; this chooses the type.</summary>
internal static class ServiceErrorReader
{
    public static AmazonServiceException Read(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return ToException(error, context.GetResponseBodyBytes());
    }

    private static AmazonQLDBSessionException ToException(ErrorResponse e, byte[] body) => e.Code switch
    {
        "BadRequestException" =>
            new BadRequestException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode) { Code = CodeMember(body) },
        "InvalidSessionException" =>
            new InvalidSessionException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode) { Code = CodeMember(body) },
        "CapacityExceededException" =>
            new CapacityExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "LimitExceededException" =>
            new LimitExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "OccConflictException" =>
            new OccConflictException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "RateExceededException" =>
            new RateExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        _ => new AmazonQLDBSessionException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
    };

    /// <summary>The member Code of the body: a detail of the error, not its type.</summary>
    private static string CodeMember(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = json.ValueTextEquals("Code");
            json.Read();
            if (isCode)
                return json.TokenType == JsonTokenType.String ? json.GetString() : null;
            json.Skip();
        }

        return null;
    }
}
