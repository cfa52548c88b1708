using System.Collections.Concurrent;
using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Qldb.Actors.Client.Tests.Torture;

/// <summary>
/// Stands between a driver and its ledger and breaks a share of all commands, in every way a service or a network can. Keeps books of what was
/// really done behind it: which transactions were committed, and which sessions its faults took away from the driver.
/// </summary>
internal sealed class FaultInjector(IAmazonQLDBSession ledger, double share, int seed) : IAmazonQLDBSession
{
    private readonly Random _chance = new(seed);
    private readonly ConcurrentDictionary<string, byte> _live = new();
    private readonly ConcurrentDictionary<string, byte> _takenAway = new();
    private int _mostLive;

    private enum Fault
    {
        None, Delay, Conflict, SessionForgotten, TransactionExpired, RateExceeded, LimitExceeded, CapacityExceeded, Status500, Status503, CutBefore, CutAfter, Status500After,
    }

    /// <summary>Gets or sets whether faults happen.</summary>
    public bool IsOn { get; set; }

    /// <summary>Gets the faults so far, by kind and command.</summary>
    public ConcurrentDictionary<string, int> Injected { get; } = new();

    /// <summary>Gets the transactions that the ledger has committed. Whoever is told of one takes it out, so that the books do not grow.</summary>
    public ConcurrentDictionary<string, byte> Committed { get; } = new();

    /// <summary>Gets the sessions open at the ledger that no fault has hidden from the driver: it should have ended them, or has them still.</summary>
    public int LiveSessions => _live.Keys.Count(token => !_takenAway.ContainsKey(token));

    /// <summary>Gets the sessions open at the ledger that the driver cannot know of, or could not end.</summary>
    public int SessionsTakenAway => _live.Keys.Count(_takenAway.ContainsKey);

    /// <summary>Gets the most sessions that were open at the ledger at once, those taken away included.</summary>
    public int MostSessions => _mostLive;

    public IClientConfig Config => ledger.Config;

    public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        var (fault, delay) = Choose(request);
        if (fault != Fault.None)
            Injected.AddOrUpdate(fault.ToString(), 1, (_, count) => count + 1);
        switch (fault)
        {
            case Fault.Delay:
                await Task.Delay(delay, cancellationToken);
                break;
            case Fault.Conflict:
                await ledger.SendCommandAsync(new SendCommandRequest { SessionToken = request.SessionToken, AbortTransaction = new AbortTransactionRequest() }, CancellationToken.None);
                throw new OccConflictException("Optimistic concurrency conflict", ErrorType.Sender, "OccConflictException", "r", HttpStatusCode.BadRequest);
            case Fault.SessionForgotten:
                await CarryOutAsync(new SendCommandRequest { SessionToken = request.SessionToken, EndSession = new EndSessionRequest() });
                throw new InvalidSessionException("No such session", ErrorType.Sender, "InvalidSessionException", "r", HttpStatusCode.BadRequest);
            case Fault.TransactionExpired:
                await ledger.SendCommandAsync(new SendCommandRequest { SessionToken = request.SessionToken, AbortTransaction = new AbortTransactionRequest() }, CancellationToken.None);
                throw new InvalidSessionException("Transaction x has expired", ErrorType.Sender, "InvalidSessionException", "r", HttpStatusCode.BadRequest);
            case Fault.CutAfter or Fault.Status500After:
                TakeAway((await CarryOutAsync(request)).StartSession?.SessionToken);
                throw fault == Fault.CutAfter ? new HttpRequestException("The connection was cut.") : Failure(Fault.Status500);
            case not Fault.None:
                if (request.EndSession is not null)
                    TakeAway(request.SessionToken);
                throw Failure(fault);
        }

        return await CarryOutAsync(request);
    }

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => ledger.DetermineServiceOperationEndpoint(request);

    public void Dispose() => ledger.Dispose();

    private static Exception Failure(Fault fault) => fault switch
    {
        Fault.RateExceeded => new RateExceededException("slow down", ErrorType.Sender, "RateExceededException", "r", HttpStatusCode.BadRequest),
        Fault.LimitExceeded => new LimitExceededException("too many", ErrorType.Sender, "LimitExceededException", "r", HttpStatusCode.BadRequest),
        Fault.CapacityExceeded => new CapacityExceededException("busy", ErrorType.Sender, "CapacityExceededException", "r", HttpStatusCode.ServiceUnavailable),
        Fault.Status500 => new AmazonQLDBSessionException("It failed.", ErrorType.Receiver, null, "r", HttpStatusCode.InternalServerError),
        Fault.Status503 => new AmazonQLDBSessionException("It failed.", ErrorType.Receiver, null, "r", HttpStatusCode.ServiceUnavailable),
        _ => new HttpRequestException("The connection was cut."),
    };

    private (Fault Fault, TimeSpan Delay) Choose(SendCommandRequest request)
    {
        if (!IsOn)
            return default;
        lock (_chance)
        {
            if (_chance.NextDouble() >= share)
                return default;
            var fault = (Fault)_chance.Next(1, 1 + (int)Fault.Status500After);
            var meansNothingHere = fault switch
            {
                Fault.Conflict => request.CommitTransaction is not { } commit || Committed.ContainsKey(commit.TransactionId), // no service says so of what it has committed
                Fault.SessionForgotten => request.StartSession is not null || request.EndSession is not null,
                Fault.TransactionExpired => request.ExecuteStatement is null && request.CommitTransaction is null,
                _ => false,
            };
            return (meansNothingHere ? Fault.CutBefore : fault, TimeSpan.FromMilliseconds(_chance.Next(1, 20)));
        }
    }

    private async Task<SendCommandResponse> CarryOutAsync(SendCommandRequest request)
    {
        // What has arrived is done, whether or not its caller still waits.
        var response = await ledger.SendCommandAsync(request, CancellationToken.None);
        if (response.StartSession?.SessionToken is { } started)
        {
            _live.TryAdd(started, 0);
            for (var most = _mostLive; _live.Count is var live && live > most; most = _mostLive)
                Interlocked.CompareExchange(ref _mostLive, live, most);
        }

        if (request.EndSession is not null)
            _live.TryRemove(request.SessionToken, out _);
        if (request.CommitTransaction is { } commit)
            Committed.TryAdd(commit.TransactionId, 0);
        return response;
    }

    private void TakeAway(string? token)
    {
        if (token is not null)
            _takenAway.TryAdd(token, 0);
    }
}
