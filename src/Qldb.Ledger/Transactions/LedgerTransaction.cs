using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// One transaction: it reads one snapshot and its own changes, notes all that it reads, and keeps what it changes until it commits. Used by one thread at
/// a time.
/// </summary>
internal sealed class LedgerTransaction : IDisposable
{
    // Parameters are kept until they are hashed, which is cheapest with many others; beyond this size it is no dearer at once.
    private const int KeptParametersMax = 32 * 1024;

    private readonly TransactionEngine _engine;
    private readonly long _endsAt;
    private readonly List<ExecutedStatement> _statements = [];
    private Dictionary<string, StatementCursor>? _cursors;
    private long _statementsLength;
    private long _unhashedSize;
    private int _hashedCount;
    private Snapshot? _snapshot;
    private LedgerCatalog? _catalog;

    public LedgerTransaction(TransactionEngine engine)
    {
        _engine = engine;
        Id = engine.Ids.Next();
        _endsAt = engine.EndOfTransactionStartedNow();
    }

    public QldbId Id { get; }

    /// <summary>Gets the commit digest, which the client has to know too: of the statements that are hashed so far, empty while nothing is.</summary>
    public QldbHash Digest { get; private set; }

    public ReadOnlySpan<ExecutedStatement> UnhashedStatements => CollectionsMarshal.AsSpan(_statements)[_hashedCount..];

    /// <summary>Gets how many bytes of parameters and documents a commit would have to hash, at most.</summary>
    public long SizeToHash => _unhashedSize + WriteSet.Size;

    /// <summary>Gets what was read; the commit is refused if any of it has changed since the snapshot.</summary>
    public ReadSet ReadSet { get; } = new();

    public WriteSet WriteSet { get; set; } = WriteSet.Empty;

    public Redaction? Redaction { get; set; }

    public List<ExecutedStatement> Statements => _statements;

    public bool HasExpired => _engine.Clock.GetTimestamp() > _endsAt;

    public bool IsReadOnly => WriteSet.ChangesNothing && Redaction is null && Catalog == Snapshot.State.Catalog;

    /// <summary>Gets the snapshot, taken when it is first asked for: the later it is taken, the fewer changes can come after it.</summary>
    public Snapshot Snapshot => _snapshot ??= _engine.Snapshots.Open(_endsAt);

    /// <summary>Gets or sets the tables as this transaction sees them.</summary>
    public LedgerCatalog Catalog
    {
        get => _catalog ??= Snapshot.State.Catalog;
        set => _catalog = value;
    }

    public TransactionEngine Engine => _engine;

    /// <summary>Runs a statement up to the end of its first page. A statement that fails changes nothing and leaves the transaction open.</summary>
    public StatementPage Execute(string text, IReadOnlyList<IonElement> parameters, CancellationToken cancellationToken)
    {
        ThrowIfExpired();
        ThrowIfTooMuchText(text);
        _engine.Counters.StatementExecuted();
        var before = (WriteSet: WriteSet.Share(), Catalog, Redaction);
        try
        {
            var plan = Prepare(text);
            var statement = new ExecutedStatement(text, parameters);
            var cursor = new StatementCursor(this, plan, statement, _statements.Count);
            try
            {
                var page = NextPage(cursor, cancellationToken);
                statement.StartTimeMs = cursor.StartTimeMs;
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
        if (!_engine.Snapshots.TryHold(Snapshot))
        {
            throw new TransactionExpiredException(Id);
        }
    }

    /// <summary>Ends <see cref="Hold"/>, for a transaction that stays open although its commit was refused.</summary>
    public void Release() => _engine.Snapshots.Release(Snapshot, _endsAt);

    public void ThrowIfExpired()
    {
        if (HasExpired)
        {
            throw new TransactionExpiredException(Id);
        }
    }

    public void Dispose()
    {
        if (_cursors is not null)
        {
            foreach (var cursor in _cursors.Values)
            {
                cursor.Dispose();
            }

            _cursors = null;
        }

        if (_snapshot is not null)
        {
            _engine.Snapshots.Close(_snapshot);
        }
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
            _engine.Hash(this);
            _unhashedSize = 0;
        }
    }

    /// <summary>All of them go into the block, and are kept until then.</summary>
    private void ThrowIfTooMuchText(string text)
    {
        var limit = _engine.Options.Limits.StatementsLength;
        if (_statementsLength + text.Length > limit)
        {
            throw new PartiQLException(
                PartiQLStage.Limit, $"Exceeded statements limit: the statements of a transaction can have {limit} characters together, and with this one they have {_statementsLength + text.Length}.");
        }
    }

    /// <summary>Each may hold on to as much memory as one statement may.</summary>
    private void ThrowIfTooManyOpenResults(int count)
    {
        var limit = _engine.Options.Limits.OpenResults;
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
            return _engine.Statements.GetOrPrepare(text, Catalog);
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
        var page = cursor.NextPage(_engine.Options.PageSize, cancellationToken);
        if (page.NextPageToken is { } token)
        {
            _cursors ??= [];
            ThrowIfTooManyOpenResults(_cursors.Count);
            _cursors.Add(token, cursor);
        }
        else
        {
            cursor.Dispose();
        }

        return page;
    }
}
