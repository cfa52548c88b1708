using System.Collections.Concurrent;
using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Qldb.Ion;

namespace Qldb.Actors.Tests;

/// <summary>
/// A session service in memory with the state rules of the real one (one open transaction per session, expiry, digests compared, pages that
/// die with their transaction), and a hook through which a test breaks it.
/// </summary>
public sealed class FakeService : IAmazonQLDBSession
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private int _lastId;
    private int _live;
    private int _mostLive;

    /// <summary>Every command with its session's number, in order of arrival.</summary>
    public ConcurrentQueue<Command> Log { get; } = new();

    /// <summary>Called before a command is carried out; may throw, wait, or carry it out itself through the second argument.</summary>
    public Func<Command, Func<SendCommandResponse>, CancellationToken, Task<SendCommandResponse>>? Intercept { get; set; }

    /// <summary>The rows of a statement; one row with the statement's text when null.</summary>
    public Func<string, IReadOnlyList<byte[]>, IEnumerable<byte[]>>? Rows { get; set; }

    public int PageSize { get; set; } = 200;

    /// <summary>Whether a commit that is asked for again gets its outcome again, as the house's own ledger does; the retired service did not.</summary>
    public bool RemembersCommits { get; set; }

    public int Commits => _commits;

    private int _commits;

    public IReadOnlyCollection<string> CommittedTransactions => (IReadOnlyCollection<string>)_committed.Keys;

    private readonly ConcurrentDictionary<string, byte[]> _committed = new();

    public int LiveSessions => Volatile.Read(ref _live);

    public int MostLiveSessions => Volatile.Read(ref _mostLive);

    public int OpenTransactions => _sessions.Values.Count(session => session.Transaction is not null);

    public IClientConfig Config => null!;

    public IEnumerable<string> Names => Log.Select(command => command.Name);

    public static byte[] Ion(string text) => IonText.ToBinary(text);

    public static OccConflictException Conflict() => new("Optimistic concurrency conflict", ErrorType.Sender, "OccConflictException", "r", HttpStatusCode.BadRequest);

    public static InvalidSessionException NoSuchSession() => new("No such session", ErrorType.Sender, "InvalidSessionException", "r", HttpStatusCode.BadRequest);

    public static InvalidSessionException Expired(string id = "X") =>
        new($"Transaction {id} has expired", ErrorType.Sender, "InvalidSessionException", "r", HttpStatusCode.BadRequest);

    public static BadRequestException BadRequest(string message) => new(message, ErrorType.Sender, "BadRequestException", "r", HttpStatusCode.BadRequest);

    public static AmazonQLDBSessionException Status(int status, string? code = null) =>
        new("It failed.", ErrorType.Unknown, code, "r", (HttpStatusCode)status);

    /// <summary>Breaks the next commands of a kind: each failure serves one, in order, then all is well again.</summary>
    public FakeService Break(QldbCommand kind, params Exception[] failures)
    {
        var left = new ConcurrentQueue<Exception>(failures);
        return On(kind, (command, carryOut, _) =>
        {
            if (!left.TryDequeue(out var failure))
                return Task.FromResult(carryOut());
            if (failure is OccConflictException)
                CloseTransaction(command); // a conflict closes the transaction
            return Task.FromException<SendCommandResponse>(failure);
        });
    }

    /// <summary>Carries out the next commands of a kind and loses their answers.</summary>
    public FakeService LoseAnswers(QldbCommand kind, int count)
    {
        var left = count;
        return On(kind, (_, carryOut, _) =>
        {
            var answer = carryOut();
            return Interlocked.Decrement(ref left) >= 0
                ? Task.FromException<SendCommandResponse>(new HttpRequestException("The connection was cut."))
                : Task.FromResult(answer);
        });
    }

    public FakeService On(QldbCommand kind, Func<Command, Func<SendCommandResponse>, CancellationToken, Task<SendCommandResponse>> intercept)
    {
        var next = Intercept;
        Intercept = (command, carryOut, token) =>
            command.Kind == kind ? intercept(command, carryOut, token)
            : next is not null ? next(command, carryOut, token)
            : Task.FromResult(carryOut());
        return this;
    }

    public void CloseTransaction(Command command)
    {
        if (_sessions.TryGetValue(command.Request.SessionToken, out var session))
            session.Close();
    }

    public static Task<SendCommandResponse> Never(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<SendCommandResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    }

    /// <summary>Forgets every session, as the service does after some minutes.</summary>
    public void ForgetSessions()
    {
        foreach (var token in _sessions.Keys)
            Remove(token);
    }

    /// <summary>Lets every open transaction pass its time limit.</summary>
    public void ExpireTransactions()
    {
        foreach (var session in _sessions.Values.Where(session => session.Transaction is not null))
            session.IsExpired = true;
    }

    public Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        var command = Command.Of(request, request.SessionToken is { } token && _sessions.TryGetValue(token, out var session) ? session.Number : 0);
        Log.Enqueue(command);
        try
        {
            return Intercept is { } intercept
                ? intercept(command, () => CarryOut(request), cancellationToken)
                : Task.FromResult(CarryOut(request));
        }
        catch (Exception failure)
        {
            return Task.FromException<SendCommandResponse>(failure);
        }
    }

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => new("http://localhost");

    public void Dispose()
    {
    }

    private SendCommandResponse CarryOut(SendCommandRequest request)
    {
        if (request.StartSession is { } start)
            return StartSession(start);
        if (request.SessionToken is null || !_sessions.TryGetValue(request.SessionToken, out var session))
            throw NoSuchSession();
        lock (session)
        {
            if (session.IsGone)
                throw NoSuchSession();
            return CarryOut(request, session);
        }
    }

    private SendCommandResponse CarryOut(SendCommandRequest request, Session session)
    {
        if (request.EndSession is not null)
        {
            Remove(request.SessionToken);
            return new SendCommandResponse { EndSession = new EndSessionResult() };
        }

        if (request.AbortTransaction is not null)
        {
            session.Close();
            return new SendCommandResponse { AbortTransaction = new AbortTransactionResult() };
        }

        if (request.StartTransaction is not null)
        {
            if (session.Transaction is not null)
                throw BadRequest("Transaction already open");
            session.Transaction = NewId();
            session.Digest = new CommitDigestBuilder(session.Transaction);
            return new SendCommandResponse { StartTransaction = new StartTransactionResult { TransactionId = session.Transaction } };
        }

        if (RemembersCommits && request.CommitTransaction is { } again && _committed.TryGetValue(again.TransactionId, out var digest))
            return Committed(again.TransactionId, digest);
        if (session.Transaction is null)
            throw BadRequest("No open transaction");
        if (session.IsExpired)
            throw Expired(session.Transaction);
        if (request.CommitTransaction is { } commit)
            return Commit(commit, session);
        if (request.FetchPage is { } fetch)
            return new SendCommandResponse { FetchPage = new FetchPageResult { Page = session.TakePage(fetch.NextPageToken, PageSize), ConsumedIOs = Usage(2, 0), TimingInformation = Timing(3) } };
        return Execute(request.ExecuteStatement, session);
    }

    private SendCommandResponse StartSession(StartSessionRequest request)
    {
        if (request.LedgerName == "no-such-ledger")
            throw BadRequest("A Ledger with name no-such-ledger does not exist");
        var number = Interlocked.Increment(ref _lastId);
        var token = $"token-{number:D8}==";
        _sessions[token] = new Session(number);
        var live = Interlocked.Increment(ref _live);
        for (var most = MostLiveSessions; live > most; most = MostLiveSessions)
            Interlocked.CompareExchange(ref _mostLive, live, most);
        return new SendCommandResponse
        {
            StartSession = new StartSessionResult { SessionToken = token },
            ResponseMetadata = new ResponseMetadata { RequestId = $"request-{number}" },
        };
    }

    private SendCommandResponse Execute(ExecuteStatementRequest request, Session session)
    {
        var parameters = (request.Parameters ?? []).Select(holder => holder.IonBinary.ToArray()).ToList();
        session.Digest!.Add(request.Statement, parameters.Select(parameter => (ReadOnlyMemory<byte>)parameter).ToArray());
        var rows = Rows is { } make ? make(request.Statement, parameters) : [IonElement.OfString(request.Statement).ToBinary()];
        return new SendCommandResponse
        {
            ExecuteStatement = new ExecuteStatementResult
            {
                FirstPage = session.FirstPage(rows.ToList(), PageSize),
                ConsumedIOs = Usage(1, 4),
                TimingInformation = Timing(5),
            },
        };
    }

    private SendCommandResponse Commit(CommitTransactionRequest request, Session session)
    {
        var digest = session.Digest!.Current.ToArray();
        if (!digest.AsSpan().SequenceEqual(request.CommitDigest.ToArray()))
            throw BadRequest("Digests don't match");
        session.Close();
        _committed[request.TransactionId] = digest;
        Interlocked.Increment(ref _commits);
        return Committed(request.TransactionId, digest);
    }

    private static SendCommandResponse Committed(string transactionId, byte[] digest) => new()
    {
        CommitTransaction = new CommitTransactionResult
        {
            TransactionId = transactionId,
            CommitDigest = new MemoryStream(digest),
            ConsumedIOs = Usage(0, 7),
            TimingInformation = Timing(11),
        },
    };

    private void Remove(string token)
    {
        if (!_sessions.TryRemove(token, out var session))
            return;
        session.IsGone = true;
        Interlocked.Decrement(ref _live);
    }

    private string NewId() => $"T{Interlocked.Increment(ref _lastId):D21}";

    private static Amazon.QLDBSession.Model.IOUsage Usage(long reads, long writes) => new() { ReadIOs = reads, WriteIOs = writes };

    private static Amazon.QLDBSession.Model.TimingInformation Timing(long milliseconds) => new() { ProcessingTimeMilliseconds = milliseconds };

    private sealed class Session(int number)
    {
        private readonly Dictionary<string, List<byte[]>> _open = [];

        public int Number => number;

        public string? Transaction { get; set; }

        public CommitDigestBuilder? Digest { get; set; }

        public bool IsExpired { get; set; }

        public volatile bool IsGone;

        public void Close()
        {
            Transaction = null;
            IsExpired = false;
            _open.Clear();
        }

        public Page FirstPage(List<byte[]> rows, int size)
        {
            var token = $"page-{Guid.NewGuid():N}";
            _open[token] = rows;
            return TakePage(token, size);
        }

        public Page TakePage(string token, int size)
        {
            if (!_open.Remove(token, out var rows))
                throw BadRequest("The page token is not valid");
            var page = new Page { Values = [.. rows.Take(size).Select(row => new ValueHolder { IonBinary = new MemoryStream(row) })] };
            if (rows.Count > size)
            {
                page.NextPageToken = $"page-{Guid.NewGuid():N}";
                _open[page.NextPageToken] = rows[size..];
            }

            return page;
        }
    }
}
