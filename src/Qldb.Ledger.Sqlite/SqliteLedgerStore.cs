using Microsoft.Data.Sqlite;
using Qldb.Ion;
using Qldb.Ledger.Sqlite.Catalog;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Reading;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Sqlite.Writing;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite;

/// <summary>
/// A ledger in a SQLite file. What <see cref="Append"/> was given is on the medium when it returns (write-ahead log, <c>synchronous=FULL</c>) and survives
/// the death of the process at any instant; a group of blocks is one write. Readers never wait for the writer, nor it for them.
/// </summary>
/// <remarks>
/// <para>One store has the file at a time: another one, in this process or any other, is refused and told who has it. The operating system ends the
/// ownership with the process. Tools that only read, such as a database shell, may look at the file meanwhile.</para>
/// <para>No read transaction outlives a call, so a slow reader cannot make the log grow: it stays near <see cref="SqliteLedgerStoreOptions.CheckpointBytes"/>,
/// and closing the store empties it. To copy the file of an open ledger use SQLite's online backup.</para>
/// <para>After a failed append the store answers readers, but takes no more blocks until it is opened again.</para>
/// </remarks>
public sealed class SqliteLedgerStore : ILedgerStore
{
    private readonly SqliteLedgerStoreOptions _options;
    private readonly StoreOwnership _ownership;
    private readonly Database _writer;
    private readonly CatalogNumbers _numbers;
    private readonly BlockAppender _appender;
    private readonly LogGrowth? _logGrowth;
    private readonly ReadConnectionPool _readers;
    private readonly EntryRemovals _removals;
    private readonly RevisionCache _revisions;
    private readonly Lock _appendGate = new();
    private long _tip;
    private Exception? _failure;
    private volatile bool _disposed;

    private SqliteLedgerStore(SqliteLedgerStoreOptions options, StoreOwnership ownership, Database writer, StoreIdentity identity)
    {
        _options = options;
        _ownership = ownership;
        _writer = writer;
        Identity = identity;
        _tip = LedgerFile.ReadTip(writer);
        _numbers = CatalogNumbers.Load(writer);
        _removals = new EntryRemovals(_tip);
        _revisions = new RevisionCache(options.RevisionCacheBytes);
        _appender = new BlockAppender(writer, new CatalogWriter(writer, _numbers));
        _logGrowth = options.Durability == SqliteDurability.Full ? new LogGrowth(options.Path, options.CheckpointBytes) : null;
        _readers = new ReadConnectionPool(() => new ReadConnection(LedgerFile.OpenReader(options)), options.IdleReadConnectionsMax);
    }

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <summary>Gets the absolute path of the database file.</summary>
    public string Path => _options.Path;

    /// <summary>The writer's connection, whose settings the tests read back.</summary>
    internal Database Writer => _writer;

    /// <inheritdoc/>
    public long Tip => Volatile.Read(ref _tip);

    /// <summary>Creates a ledger in a file that does not exist yet, or is empty.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <param name="ledgerName">The ledger's name: 1 to 32 letters, digits and single inner hyphens, not only digits.</param>
    /// <param name="timeProvider">The clock that dates the ledger; the system's when left out.</param>
    /// <exception cref="ArgumentException">The name is not a ledger name, or an option is out of range.</exception>
    /// <exception cref="StoreException">The file holds something already, cannot be created, or is in use.</exception>
    public static SqliteLedgerStore Create(SqliteLedgerStoreOptions options, string ledgerName, TimeProvider? timeProvider = null) =>
        Create(options, NewIdentity(ledgerName, timeProvider));

    /// <summary>Creates a ledger with a known identity, such as that of a journal to be imported, in a file that does not exist yet, or is empty.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <param name="identity">Name, strand, date and format of the ledger.</param>
    /// <exception cref="ArgumentException">The name is not a ledger name, or an option is out of range.</exception>
    /// <exception cref="StoreException">The file holds something already, cannot be created, or is in use.</exception>
    public static SqliteLedgerStore Create(SqliteLedgerStoreOptions options, StoreIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        LedgerName.ThrowIfInvalid(identity.LedgerName);
        var checkedOptions = options.Validated();
        if (File.Exists(checkedOptions.Path) && new FileInfo(checkedOptions.Path).Length > 0)
        {
            throw new StoreException($"There is a file '{checkedOptions.Path}' already, so no ledger is created there. Open it, or choose another path.");
        }

        return Start(checkedOptions, () => identity);
    }

    /// <summary>Opens the ledger in a file.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StoreException">The file is missing, in use, damaged, no ledger, of a newer version or another ledger, or cannot be written. Nothing was changed in it.</exception>
    public static SqliteLedgerStore Open(SqliteLedgerStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checkedOptions = options.Validated();
        return File.Exists(checkedOptions.Path)
            ? Start(checkedOptions, newLedger: null)
            : throw new StoreException($"There is no file '{checkedOptions.Path}', so no ledger to open. Check the path, or create the ledger first.");
    }

    /// <summary>Opens the ledger of that name, or creates it when there is no file yet.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <param name="ledgerName">The ledger's name; a file with a ledger of another name is refused.</param>
    /// <param name="timeProvider">The clock that dates a new ledger; the system's when left out.</param>
    /// <exception cref="ArgumentException">The name is not a ledger name, or an option is out of range.</exception>
    /// <exception cref="StoreException">As for <see cref="Open"/> and <see cref="Create(SqliteLedgerStoreOptions, StoreIdentity)"/>.</exception>
    public static SqliteLedgerStore OpenOrCreate(SqliteLedgerStoreOptions options, string ledgerName, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checkedOptions = options.Validated();
        checkedOptions.LedgerName ??= ledgerName;
        var identity = NewIdentity(ledgerName, timeProvider);
        return Start(checkedOptions, () => identity);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredTable> LoadCatalog()
    {
        using var lease = _readers.Rent();
        return CatalogReader.Load(lease.Connection.Database);
    }

    /// <inheritdoc/>
    public void Append(IReadOnlyList<BlockWrite> blocks)
    {
        lock (_appendGate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            AppendRules.ThrowIfBroken(blocks, _tip);
            if (_failure is not null)
            {
                throw new StoreException($"The ledger file '{Path}' takes no more blocks after an earlier failure. Open the ledger again. {_failure.Message}", _failure);
            }

            try
            {
                LedgerFile.ThrowIfGone(Path);
                _removals.Announce(blocks);
                _appender.Append(blocks);
            }
            catch (Exception e)
            {
                _failure = e;
                throw;
            }

            _revisions.Keep(blocks);
            Volatile.Write(ref _tip, blocks[^1].Block.SequenceNo);
            _logGrowth?.Committed();
            if (HasRedactions(blocks))
            {
                _revisions.Clear();
                OverwriteLog();
            }
        }
    }

    /// <inheritdoc/>
    public IStoreReader OpenReader(long asOf)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(asOf, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asOf, Tip);
        return new SqliteStoreReader(_readers, _numbers, _removals, _revisions, asOf);
    }

    /// <summary>Searches the whole file for damage that the journal's hashes do not show: torn pages, rows and keys that do not belong together, index entries
    /// that are not as they were written. Takes about as long as reading the file.</summary>
    /// <returns>What was found, up to a hundred sentences; empty when the file is sound. The journal itself is verified by its ledger.</returns>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public IReadOnlyList<string> CheckFile()
    {
        using var lease = _readers.Rent();
        return FileCheck.Run(lease.Connection.Database);
    }

    /// <summary>Waits for reads and appends that are under way, moves the log into the file and closes it.</summary>
    public void Dispose()
    {
        lock (_appendGate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _readers.Dispose();
        _writer.Dispose();
        _ownership.Dispose();
    }

    private static bool HasRedactions(IReadOnlyList<BlockWrite> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Redactions.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves the log into the file and empties it, so that redacted data does not live on there.</summary>
    private void OverwriteLog()
    {
        try
        {
            _writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            _logGrowth?.StartOver();
        }
        catch (StoreException e)
        {
            // The blocks are durable, so this append has succeeded; the next one reports what is wrong with the medium.
            _failure = e;
        }
    }

    private static SqliteLedgerStore Start(SqliteLedgerStoreOptions options, Func<StoreIdentity>? newLedger)
    {
        LedgerFile.Prepare(options.Path);
        var ownership = StoreOwnership.Take(options.Path);
        Database? writer = null;
        try
        {
            writer = LedgerFile.OpenWriter(options, newLedger, out var identity);
            return new SqliteLedgerStore(options, ownership, writer, identity);
        }
        catch
        {
            writer?.Dispose();
            ownership.Dispose();
            throw;
        }
    }

    private static StoreIdentity NewIdentity(string ledgerName, TimeProvider? timeProvider)
    {
        LedgerName.ThrowIfInvalid(ledgerName);
        timeProvider ??= TimeProvider.System;
        return new StoreIdentity(ledgerName, new QldbIdGenerator(timeProvider).Next(), timeProvider.GetUtcNow(), StoreIdentity.CurrentFormatVersion);
    }
}
