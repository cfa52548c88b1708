using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Operations;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: it takes new sessions; 503 while it starts or stops.
/// Neither asks for a signature, and neither says more than that.
/// </summary>
internal sealed class HealthEndpoint(ServerLife life)
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    public static bool Serves(RequestTarget target) => target.Path is Live or Ready;

    public async Task ServeAsync(HttpContext context, RequestTarget target)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var phase = life.Phase;
        context.Response.StatusCode = target.Path is Live || phase == ServerPhase.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(phase.ToString(), context.RequestAborted).ConfigureAwait(false);
    }
}
