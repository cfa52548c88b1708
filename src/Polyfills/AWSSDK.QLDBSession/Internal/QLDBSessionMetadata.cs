using Amazon.Runtime.Internal;

namespace Amazon.QLDBSession.Internal;

internal sealed class QLDBSessionMetadata : IServiceMetadata
{
    public string ServiceId => "QLDB Session";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
