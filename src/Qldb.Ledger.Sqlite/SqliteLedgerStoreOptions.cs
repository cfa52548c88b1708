using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite;

/// <summary>Which file a <see cref="SqliteLedgerStore"/> lives in, and how it treats it. The defaults suit a server; only the path is needed.</summary>
public sealed class SqliteLedgerStoreOptions
{
    /// <summary>Gets or sets the path of the database file; relative to the current directory. SQLite keeps <c>-wal</c> and <c>-shm</c> beside it while the
    /// ledger is open, the store a small <c>-owner</c> file for good. Missing folders are made when a ledger is created.</summary>
    public required string Path { get; set; }

    /// <summary>Gets or sets the name that the ledger in the file must have; a file with another ledger is refused.</summary>
    /// <value>The default is <see langword="null"/>: any name.</value>
    public string? LedgerName { get; set; }

    /// <summary>Gets or sets when a commit counts as written.</summary>
    /// <value>The default is <see cref="SqliteDurability.Full"/>.</value>
    public SqliteDurability Durability { get; set; } = SqliteDurability.Full;

    /// <summary>Gets or sets the size of the write-ahead log, in bytes, from which a commit moves it into the database file. Smaller means more frequent and
    /// shorter pauses, larger means fewer pages written twice. A ledger that is written to gives the log this size at once, as it is cheaper to flush then.</summary>
    /// <value>The default is 16 MiB. At least 64 KiB.</value>
    public int CheckpointBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets the page cache of the writer, in bytes. The larger, the fewer pages of indexes are read again before they are changed; but SQLite walks
    /// through all of it each time a commit splits a page of an index, so several hundred MiB make commits slower.</summary>
    /// <value>The default is 64 MiB. At least 64 KiB.</value>
    public int WriterCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Gets or sets the page cache of each read connection, in bytes.</summary>
    /// <value>The default is 8 MiB. At least 64 KiB.</value>
    public int ReaderCacheBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Gets or sets the size of the cache of revisions, in bytes, which all readers share: what was written lately, or looked up by id or by index, is
    /// there the next time.</summary>
    /// <value>The default is 32 MiB. At least 0, which keeps none.</value>
    public int RevisionCacheBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets how many read connections are kept open while nobody reads. A reader holds one only while it fetches a chunk.</summary>
    /// <value>The default is 16. At least 0.</value>
    public int IdleReadConnectionsMax { get; set; } = 16;

    /// <summary>Gets or sets the largest size of the database file, in bytes; a commit that would exceed it fails with a <see cref="StoreException"/>.</summary>
    /// <value>The default is <see langword="null"/>: as large as the disk allows. At least 64 KiB.</value>
    public long? MaxSizeBytes { get; set; }

    /// <summary>Gets or sets how long a commit waits for somebody else's lock on the file, such as a database shell with an open transaction.</summary>
    /// <value>The default is 5 seconds. Not negative.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    internal const int SizeMin = 64 * 1024;

    /// <summary>A private copy with an absolute path, after all values were checked.</summary>
    internal SqliteLedgerStoreOptions Validated()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointBytes, SizeMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(WriterCacheBytes, SizeMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReaderCacheBytes, SizeMin);
        ArgumentOutOfRangeException.ThrowIfNegative(RevisionCacheBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(IdleReadConnectionsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSizeBytes ?? SizeMin, SizeMin, nameof(MaxSizeBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(BusyTimeout, TimeSpan.Zero);
        if (!Enum.IsDefined(Durability))
        {
            throw new ArgumentOutOfRangeException(nameof(Durability), Durability, "Not a durability.");
        }

        var copy = (SqliteLedgerStoreOptions)MemberwiseClone();
        copy.Path = System.IO.Path.GetFullPath(Path);
        return copy;
    }
}
