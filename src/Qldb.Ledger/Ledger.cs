using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Sessions;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Transactions;
using Qldb.Ledger.Verification;
using Qldb.PartiQL;

namespace Qldb.Ledger;

/// <summary>
/// An open ledger: documents under optimistic transactions, and the journal that proves their history. Statements reach it through an
/// <see cref="EmbeddedSessionClient"/>; the journal is read and verified here. Thread safe.
/// </summary>
/// <example><code>
/// using var ledger = Ledger.Open(new InMemoryLedgerStore("vehicle-registration"));
/// IAmazonQLDBSession client = new EmbeddedSessionClient(ledger);
/// </code></example>
public sealed class Ledger : IDisposable
{
    private readonly TransactionEngine _engine;
    private readonly JournalReader _journal;
    private readonly bool _leaveStoreOpen;
    private readonly Lock _closing = new();
    private bool _isDisposed;

    private Ledger(ILedgerStore store, LedgerOptions options, bool leaveStoreOpen)
    {
        _engine = new TransactionEngine(store, options);
        _journal = new JournalReader(_engine);
        _leaveStoreOpen = leaveStoreOpen;
        Sessions = new SessionRegistry(_engine);
    }

    /// <summary>Gets the ledger's name.</summary>
    public string Name => _engine.Store.Identity.LedgerName;

    /// <summary>Gets the id of the ledger's only strand.</summary>
    public QldbId StrandId => _engine.StrandId;

    /// <summary>Gets the address of the last block.</summary>
    public BlockAddress Tip => new(StrandId, _engine.Snapshots.Current.Tip);

    /// <summary>Gets what the ledger has done since it was opened.</summary>
    public LedgerStatistics Statistics => _engine.Counters.Read(_engine.Snapshots.Current.Tip, Sessions.Count, _engine.Snapshots.Count);

    internal SessionRegistry Sessions { get; }

    internal TransactionEngine Engine => _engine;

    /// <summary>Opens the ledger of a store, and begins its journal if the store is new.</summary>
    /// <param name="store">The store; no other open ledger may use it.</param>
    /// <param name="options">How the ledger behaves; the defaults when left out.</param>
    /// <param name="leaveStoreOpen">Whether the store stays open when the ledger is closed; else the ledger disposes it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="StoreException">The store cannot be read, or was written by a newer version of this library.</exception>
    public static Ledger Open(ILedgerStore store, LedgerOptions? options = null, bool leaveStoreOpen = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new LedgerOptions();
        options.ThrowIfInvalid();
        if (store.Identity.FormatVersion > StoreIdentity.CurrentFormatVersion)
        {
            throw new StoreException(
                $"Ledger '{store.Identity.LedgerName}' has journal format {store.Identity.FormatVersion}; this version reads formats up to {StoreIdentity.CurrentFormatVersion}. Open it with a newer version.");
        }

        return new Ledger(store, options, leaveStoreOpen);
    }

    /// <summary>
    /// Tells how a statement would be carried out on the ledger as it is now: one step a line, what feeds a step indented below it by two blanks. The words
    /// are those of <c>docs/reference/partiql.md</c>. Nothing is executed.
    /// </summary>
    /// <param name="statement">One statement; parameters may stand in it as <c>?</c>.</param>
    /// <returns>The plan, its lines separated by <c>\n</c>.</returns>
    /// <exception cref="PartiQLException">The text is no statement of the ledger's dialect, or names what does not exist.</exception>
    /// <exception cref="LedgerClosedException">The ledger is closed.</exception>
    public string Explain(string statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Do(() => _engine.Statements.GetOrPrepare(statement, _engine.Snapshots.Current.Catalog).Explain());
    }

    /// <summary>Gets the digest of the journal as it is now: keep it outside of the ledger, and every block up to its tip can be proved by it.</summary>
    /// <exception cref="LedgerClosedException">The ledger is closed.</exception>
    public JournalDigest GetDigest() => Do(() => _journal.GetDigest());

    /// <summary>Gets a block with its revisions, and the proof that the digest of a tip covers it.</summary>
    /// <param name="address">The block's address.</param>
    /// <param name="digestTip">The tip of the digest to prove it by; without one there is no proof.</param>
    /// <exception cref="ArgumentException">There is no such block, or the tip is not a block of the ledger or older than the block.</exception>
    /// <exception cref="LedgerClosedException">The ledger is closed.</exception>
    public JournalBlock GetBlock(BlockAddress address, BlockAddress? digestTip = null) => Do(() => _journal.GetBlock(address, digestTip));

    /// <summary>Gets a revision, and the proof that the digest of a tip covers it.</summary>
    /// <param name="address">The address of the block that holds it.</param>
    /// <param name="documentId">The document.</param>
    /// <param name="digestTip">The tip of the digest to prove it by; without one there is no proof.</param>
    /// <exception cref="ArgumentException">There is no such block or no revision of the document in it, or the tip is not a block of the ledger or older than the block.</exception>
    /// <exception cref="LedgerClosedException">The ledger is closed.</exception>
    public JournalRevision GetRevision(BlockAddress address, QldbId documentId, BlockAddress? digestTip = null)
        => Do(() => _journal.GetRevision(address, documentId, digestTip));

    /// <summary>
    /// Recomputes every hash of the journal up to its present tip, and compares all that is stored with what the hashes bind: then the documents, histories
    /// and index entries that statements read, too, are those that the journal leaves.
    /// </summary>
    /// <param name="options">Digests to compare with, what to include, parallelism; the defaults when left out.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was found; a broken journal is an answer, not an exception. The catalog is compared only if nothing is committed at the end of the walk.</returns>
    /// <exception cref="LedgerClosedException">The ledger is closed.</exception>
    public JournalVerification VerifyJournal(
        JournalVerificationOptions? options = null, IProgress<JournalVerificationProgress>? progress = null, CancellationToken cancellationToken = default)
        => Do(() => new JournalVerifier(_engine.Store, _engine.Snapshots.Current.Tip, options ?? new(), progress, _engine.Gate, () => _engine.QuietEpoch).Verify(cancellationToken));

    /// <summary>Closes the ledger: new work is refused, commits that wait are finished, statements that run are ended, and then the store is closed.</summary>
    public void Dispose()
    {
        lock (_closing)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _engine.Close().GetAwaiter().GetResult();
            Sessions.Clear();
            if (!_leaveStoreOpen)
            {
                _engine.Store.Dispose();
            }
        }
    }

    private T Do<T>(Func<T> operation)
    {
        _engine.Gate.Enter();
        try
        {
            return operation();
        }
        finally
        {
            _engine.Gate.Leave();
        }
    }
}
