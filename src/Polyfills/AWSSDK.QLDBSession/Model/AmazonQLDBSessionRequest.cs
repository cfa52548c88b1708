using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The base of every request of the QLDB Session service.</summary>
public partial class AmazonQLDBSessionRequest : AmazonWebServiceRequest;
