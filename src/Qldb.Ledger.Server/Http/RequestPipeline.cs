using System.Diagnostics;
using System.Net;
using Amazon.QLDBSession;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Qldb.Ledger.Server.ControlPlane;
using Qldb.Ledger.Server.Operations;
using Qldb.Ledger.Server.Security;
using Qldb.Ledger.Server.Sessions;

namespace Qldb.Ledger.Server.Http;

/// <summary>
/// The way of every request: admitted, read, its signature checked, then served by the session protocol or the control plane. Whatever goes wrong on the way
/// becomes an answer here, and nowhere else.
/// </summary>
internal sealed class RequestPipeline(
    LedgerServerOptions options,
    SessionEndpoint sessions,
    ControlPlaneEndpoint controlPlane,
    HealthEndpoint health,
    ServerTelemetry telemetry,
    TimeProvider time,
    ILogger logger)
{
    private readonly SignatureVerifier? _verifier = options.Anonymous ? null : new(options, time);
    private readonly RateLimits _rates = new(options.RequestsPerSecondMax, time);
    private int _active;

    public async Task ServeAsync(HttpContext context)
    {
        if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var target))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (HealthEndpoint.Serves(target))
        {
            await health.ServeAsync(context, target).ConfigureAwait(false);
            return;
        }

        var scope = new RequestScope(context, target, Guid.NewGuid().ToString());
        context.Response.Headers["x-amzn-RequestId"] = scope.Id;
        var startedAt = time.GetTimestamp();
        telemetry.RequestStarted();
        using var span = telemetry.StartRequest(context.Request.Headers.TraceParent);
        try
        {
            await AnswerAsync(scope).ConfigureAwait(false);
        }
        finally
        {
            var duration = time.GetElapsedTime(startedAt);
            telemetry.RequestEnded(scope.Operation, scope.Error?.Type, duration, span);
            Log.Served(logger, scope.Id, scope.Operation, scope.CallerId, duration.TotalMilliseconds);
        }
    }

    private async Task AnswerAsync(RequestScope scope)
    {
        try
        {
            if (Interlocked.Increment(ref _active) > options.RequestsMax)
            {
                throw new ServiceErrorException(ServiceErrors.CapacityExceeded);
            }

            await ServeAsync(scope).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (scope.Context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientGone(logger, scope.Id, scope.Operation);
        }
        catch (Exception e)
        {
            await RefuseAsync(scope, ErrorOf(scope, e)).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private async Task ServeAsync(RequestScope scope)
    {
        using var body = new PooledBuffer();
        await RequestBody.ReadAsync(scope.Context.Request, body, options.RequestBodyBytesMax, scope.Context.RequestAborted).ConfigureAwait(false);
        scope.Caller = Authenticate(scope, body);
        if (!_rates.TryTake(scope.Caller))
        {
            throw new ServiceErrorException(ServiceErrors.RateExceeded);
        }

        await (scope.Target.Path.Length == 1 && HttpMethods.IsPost(scope.Context.Request.Method)
            ? sessions.ServeAsync(scope, body)
            : controlPlane.ServeAsync(scope, body)).ConfigureAwait(false);
    }

    private Caller Authenticate(RequestScope scope, PooledBuffer body)
    {
        var request = scope.Context.Request;
        if (_verifier is null)
        {
            CheckLoopback(request.Host);
            return Caller.Anonymous;
        }

        return _verifier.TryVerify(request, scope.Target, body.Span, out var caller, out var error) ? caller : throw new ServiceErrorException(error);
    }

    /// <summary>Keeps web pages out that get at a server on loopback by giving it a name of their own (DNS rebinding).</summary>
    private static void CheckLoopback(HostString host)
    {
        if (!host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            throw new ServiceErrorException(ServiceErrors.ForeignHost(host.Host));
        }
    }

    private ServiceError ErrorOf(RequestScope scope, Exception exception)
    {
        switch (exception)
        {
            case ServiceErrorException e:
                return e.Error;
            // What is wrong with a store is for the operator, not for clients.
            case AmazonQLDBSessionException e when e.GetType() == typeof(AmazonQLDBSessionException) && e.ErrorCode is null or "InternalFailure":
                Log.Failed(logger, e, scope.Id, scope.Operation);
                return ServiceErrors.InternalFailure(scope.Id);
            case AmazonQLDBSessionException e:
                return ServiceErrors.Of(e);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ServiceErrors.TooLarge(options.RequestBodyBytesMax);
            case BadHttpRequestException e:
                return ServiceErrors.BrokenRequest(e.StatusCode, e.Message);
            default:
                Log.Failed(logger, exception, scope.Id, scope.Operation);
                return ServiceErrors.InternalFailure(scope.Id);
        }
    }

    private async Task RefuseAsync(RequestScope scope, ServiceError error)
    {
        scope.Error = error;
        if (scope.Caller is null)
        {
            Log.TurnedAway(logger, scope.Id, scope.Context.Connection.RemoteIpAddress?.ToString(), error.Status, error.Type, error.Message);
        }
        else
        {
            Log.Refused(logger, scope.Id, scope.Operation, scope.CallerId, error.Status, error.Type, error.Message);
        }

        if (scope.Context.Response.HasStarted)
        {
            scope.Context.Abort();
            return;
        }

        await Reply.SendErrorAsync(scope.Context, scope.ContentType, error).ConfigureAwait(false);
    }
}
