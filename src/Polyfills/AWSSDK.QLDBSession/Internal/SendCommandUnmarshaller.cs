using System.Net;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.QLDBSession.Internal;

/// <summary>Reads what the service answers: a result, or one of its errors.</summary>
internal sealed class SendCommandUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly SendCommandUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => SendCommandReader.Read(input.Stream);

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceErrorReader.Read(input, innerException, statusCode);
}
