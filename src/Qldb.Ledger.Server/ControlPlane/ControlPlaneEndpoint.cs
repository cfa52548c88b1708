using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.ControlPlane;

internal sealed class ControlPlaneEndpoint
{
    private readonly string _prefix = "/ledgers";

    public Task ServeAsync(RequestScope scope, PooledBuffer body)
        => throw new ServiceErrorException(ServiceErrors.NoSuchPath(scope.Context.Request.Method, scope.Target.Path.Length > 0 ? scope.Target.Path : _prefix));
}
