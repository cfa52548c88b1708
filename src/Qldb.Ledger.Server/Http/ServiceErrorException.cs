namespace Qldb.Ledger.Server.Http;

/// <summary>Carries a <see cref="ServiceError"/> out of code that has found the request wanting.</summary>
internal sealed class ServiceErrorException(ServiceError error) : Exception(error.Message)
{
    public ServiceError Error { get; } = error;
}
