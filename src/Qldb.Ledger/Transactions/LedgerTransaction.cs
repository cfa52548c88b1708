using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// One transaction after the other, each between <see cref="Begin"/> and <see cref="End"/>: it reads one snapshot and its own changes, notes all that it reads,
/// and keeps what it changes until it commits. Used by one thread at a time.
/// </summary>
/// <remarks>
/// The memory of one transaction serves the next one, perhaps of another session. So nobody may look at it any more once its session has ended it: not the
/// commit pipeline, which answers last of all, and not the client, who gets copies of what is not the store's.
/// </remarks>
internal sealed class LedgerTransaction(TransactionEngine engine)
{
    // Parameters are kept until they are hashed, which is cheapest with many others; beyond this size it is no dearer at once.
    private const int KeptParametersMax = 32 * 1024;

    // The memory of a large transaction is not worth keeping for the next one: of so many statements or changes, or of so many things read.
    private const int KeptStatementsMax = 16;
    private const int KeptReadsMax = 64;

    private readonly List<ExecutedStatement> _statements = [];
    private readonly Stack<ExecutedStatement> _idleStatements = new();
    private readonly Stack<StatementCursor> _idleCursors = new();
    private readonly Snapshot _snapshot = new();
    private readonly WriteSet _firstWrites = new();
    private Dictionary<string, StatementCursor>? _cursors;
    private long _endsAt;
    private long _statementsLength;
    private long _unhashedSize;
    private int _hashedCount;
    private LedgerCatalog? _catalog;

    public QldbId Id { get; private set; }

    /// <summary>Gets the commit digest, which the client has to know too: of the statements that are hashed so far, empty while nothing is.</summary>
    public QldbHash Digest { get; private set; }

    public ReadOnlySpan<ExecutedStatement> UnhashedStatements => CollectionsMarshal.AsSpan(_statements)[_hashedCount..];

    /// <summary>Gets how many bytes of parameters and documents a commit would have to hash, at most.</summary>
    public long SizeToHash => _unhashedSize + WriteSet.Size;

    /// <summary>Gets what was read; the commit is refused if any of it has changed since the snapshot.</summary>
    public ReadSet ReadSet { get; } = new();

    public WriteSet WriteSet { get; set; } = WriteSet.Empty;

    /// <summary>Gets where parameters are kept that fit.</summary>
    public ParameterMemory Parameters { get; } = new();

    public Redaction? Redaction { get; set; }

    /// <summary>Gets what the transaction becomes, from its commit on.</summary>
    public BlockDraft Draft { get; } = new();

    public List<ExecutedStatement> Statements => _statements;

    public bool HasExpired => engine.Clock.GetTimestamp() > _endsAt;

    public bool IsReadOnly => WriteSet.ChangesNothing && Redaction is null && Catalog == Seen.Catalog;

    /// <summary>Gets what the transaction sees. The snapshot is taken when this is first asked for: the later, the fewer changes can come after it.</summary>
    public LedgerState Seen => Snapshot.State!;

    /// <summary>Gets or sets the tables as this transaction sees them.</summary>
    public LedgerCatalog Catalog
    {
        get => _catalog ??= Seen.Catalog;
        set => _catalog = value;
    }

    public TransactionEngine Engine => engine;

    private Snapshot Snapshot
    {
        get
        {
            if (_snapshot.State is null)
            {
                engine.Snapshots.Open(_snapshot, _endsAt);
            }

            return _snapshot;
        }
    }

    /// <summary>Begins the next transaction.</summary>
    public void Begin()
    {
        Id = engine.Ids.Next();
        _endsAt = engine.EndOfTransactionStartedNow();
        WriteSet = _firstWrites;
    }

    /// <summary>Ends the transaction, committed or not, and forgets all of it.</summary>
    /// <returns>Whether its memory is worth keeping for the next one.</returns>
    public bool End()
    {
        var isSmall = _statements.Count <= KeptStatementsMax && WriteSet.Count <= KeptStatementsMax && ReadSet.Keys.Length <= KeptReadsMax;
        CloseCursors();
        LetGoOfSnapshot();
        ForgetStatements();
        ReadSet.Clear();
        _firstWrites.Clear();
        WriteSet = WriteSet.Empty;
        Parameters.Clear();
        isSmall &= Draft.TryClear();
        (Id, Digest, Redaction, _snapshot.State, _catalog) = (default, default, null, null, null);
        return isSmall;
    }

    /// <summary>Takes a statement that is to be executed, for its parameters to be filled in.</summary>
    public ExecutedStatement Next(string text)
    {
        var statement = _idleStatements.TryPop(out var idle) ? idle : new ExecutedStatement();
        statement.Text = text;
        return statement;
    }

    /// <summary>Runs a statement up to the end of its first page. A statement that fails changes nothing and leaves the transaction open.</summary>
    public StatementPage Execute(ExecutedStatement statement, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        ThrowIfTooMuchText(statement.Text);
        engine.Counters.StatementExecuted();
        var before = (WriteSet: WriteSet.Share(), Catalog, Redaction);
        try
        {
            var plan = Prepare(statement.Text);
            var cursor = _idleCursors.TryPop(out var idle) ? idle : new StatementCursor(this);
            try
            {
                cursor.Begin(plan, statement, _statements.Count, cancellationToken);
                var page = NextPage(cursor, cancellationToken);
                Keep(statement);
                return page;
            }
            catch
            {
                cursor.Dispose();
                throw;
            }
        }
        catch
        {
            (WriteSet, Catalog, Redaction) = before;
            throw;
        }
    }

    /// <summary>Reads on in an earlier statement's result.</summary>
    /// <returns><see langword="null"/> when the token names no page that is still to be read.</returns>
    public StatementPage? FetchPage(string pageToken, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        if (_cursors is null || !_cursors.Remove(pageToken, out var cursor))
        {
            return null;
        }

        try
        {
            return NextPage(cursor, cancellationToken);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    /// <summary>Takes the hash of its id, with which the digest begins.</summary>
    public void BeginDigest(QldbHash ofId) => Digest = Digest.IsEmpty ? ofId : Digest;

    /// <summary>Takes the digest with one more statement.</summary>
    public void ContinueDigest(QldbHash withNextStatement)
    {
        Digest = withNextStatement;
        _hashedCount++;
    }

    /// <summary>Makes what was read stay checkable while the commit is under way, however long that takes.</summary>
    public void Hold()
    {
        ThrowIfExpired();
        if (!engine.Snapshots.TryHold(Snapshot))
        {
            throw new TransactionExpiredException(Id);
        }
    }

    /// <summary>Ends <see cref="Hold"/>, for a transaction that stays open although its commit was refused.</summary>
    public void Release() => engine.Snapshots.Release(_snapshot, _endsAt);

    /// <summary>Tells that nothing is going to be checked any more: the transaction is over, or as good as that.</summary>
    public void LetGoOfSnapshot()
    {
        if (_snapshot.State is not null)
        {
            engine.Snapshots.Close(_snapshot);
        }
    }

    public void ThrowIfExpired()
    {
        if (HasExpired)
        {
            throw new TransactionExpiredException(Id);
        }
    }

    private void CloseCursors()
    {
        if (_cursors is not null)
        {
            foreach (var cursor in _cursors.Values)
            {
                Close(cursor);
            }

            _cursors = null;
        }
    }

    /// <summary>Closes a cursor that has not failed, for another statement to use it.</summary>
    private void Close(StatementCursor cursor)
    {
        cursor.Dispose();
        if (_idleCursors.Count < KeptStatementsMax)
        {
            _idleCursors.Push(cursor);
        }
    }

    private void ForgetStatements()
    {
        foreach (var statement in _statements)
        {
            if (statement.TryClear() && _idleStatements.Count < KeptStatementsMax)
            {
                _idleStatements.Push(statement);
            }
        }

        _statements.Clear();
        (_statementsLength, _unhashedSize, _hashedCount) = (0, 0, 0);
    }

    private void Keep(ExecutedStatement statement)
    {
        _statements.Add(statement);
        _statementsLength += statement.Text.Length;
        foreach (var parameter in statement.Parameters)
        {
            _unhashedSize += parameter.EncodedLength;
        }

        if (_unhashedSize > KeptParametersMax)
        {
            engine.Hash(this);
            _unhashedSize = 0;
        }
    }

    /// <summary>All of them go into the block, and are kept until then.</summary>
    private void ThrowIfTooMuchText(string text)
    {
        var limit = engine.Options.Limits.StatementsLength;
        if (_statementsLength + text.Length > limit)
        {
            throw new PartiQLException(
                PartiQLStage.Limit, $"Exceeded statements limit: the statements of a transaction can have {limit} characters together, and with this one they have {_statementsLength + text.Length}.");
        }
    }

    /// <summary>Each may hold on to as much memory as one statement may.</summary>
    private void ThrowIfTooManyOpenResults(int count)
    {
        var limit = engine.Options.Limits.OpenResults;
        if (count >= limit)
        {
            throw new PartiQLException(
                PartiQLStage.Limit, $"Exceeded open results limit: a transaction can have {limit} results that are not read to their end. Read one of them first.");
        }
    }

    private PreparedStatement Prepare(string text)
    {
        try
        {
            return engine.Statements.GetOrPrepare(text, Catalog);
        }
        catch (PartiQLException)
        {
            // That a name is unknown is an answer of the catalog, too.
            ReadSet.Add(ConflictKey.Catalog);
            throw;
        }
    }

    private StatementPage NextPage(StatementCursor cursor, CancellationToken cancellationToken)
    {
        var page = cursor.NextPage(engine.Options.PageSize, cancellationToken);
        if (page.NextPageToken is { } token)
        {
            _cursors ??= [];
            ThrowIfTooManyOpenResults(_cursors.Count);
            _cursors.Add(token, cursor);
        }
        else
        {
            Close(cursor);
        }

        return page;
    }
}
