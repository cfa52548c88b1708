namespace Qldb.Ledger;

/// <summary>How much a ledger accepts. The defaults are QLDB's quotas; each can be raised or lowered.</summary>
public sealed record LedgerLimits
{
    /// <summary>Gets QLDB's own quotas.</summary>
    public static LedgerLimits Qldb { get; } = new();

    /// <summary>
    /// How many containers a document may nest, itself included. Ion here allows 128; revisions, blocks and results put some more around a document, and
    /// what is stored must be servable.
    /// </summary>
    public const int DocumentDepth = 120;

    /// <summary>Gets how many active tables there may be. The default is 20.</summary>
    public int ActiveTables { get; init; } = 20;

    /// <summary>Gets how many tables there may be, active and dropped together. The default is 40.</summary>
    public int Tables { get; init; } = 40;

    /// <summary>Gets how many indexes a table may have. The default is 5.</summary>
    public int IndexesPerTable { get; init; } = 5;

    /// <summary>Gets the longest name of an indexed field, in characters. The default is 128.</summary>
    public int FieldNameLength { get; init; } = 128;

    /// <summary>Gets how many documents one transaction may insert, update or delete. The default is 40.</summary>
    public int DocumentsPerTransaction { get; init; } = 40;

    /// <summary>Gets the largest document, in bytes of Ion binary. The default is 128 KB.</summary>
    public int DocumentSizeBytes { get; init; } = 128 * 1024;

    /// <summary>Gets the largest transaction: the sum of its documents in bytes of Ion binary, and 256 bytes of metadata for each. The default is 4 MB.</summary>
    public int TransactionSizeBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Gets the largest parameter, in bytes of Ion binary. The default is 128 KB.</summary>
    public int ParameterSizeBytes { get; init; } = 128 * 1024;

    /// <summary>Gets the longest parameter given as Ion text, in characters. The default is 1,048,576.</summary>
    public int ParameterTextLength { get; init; } = 1024 * 1024;

    /// <summary>Gets the longest statement, in characters. The default is 100,000.</summary>
    public int StatementLength { get; init; } = 100_000;

    /// <summary>Gets how many characters the statements of one transaction may have together, since all of them go into its block. The default is 10,000,000.</summary>
    public int StatementsLength { get; init; } = 10_000_000;

    /// <summary>Gets how many results of one transaction may be waiting to be read on, page by page. The default is 32.</summary>
    public int OpenResults { get; init; } = 32;

    /// <summary>
    /// Gets how much memory one statement may hold on to, in bytes: rows to sort, groups, distinct results, documents to change, values of inner queries.
    /// Rows that are read and passed on one by one do not count. A hash join that needs more reads its outer side again instead. The default is 64 MB.
    /// </summary>
    public long StatementMemoryBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets how long a transaction may take from its start to the request to commit it. The default is 30 s.</summary>
    public TimeSpan TransactionTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets how long a session lives, busy or not. The default is 15 min; QLDB's sessions lived 13 to 17.</summary>
    public TimeSpan SessionTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets how long a session may go without a command. The default is no limit, as in QLDB's last years; earlier it was 60 s.</summary>
    public TimeSpan SessionIdleTime { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets how many sessions may be open at once. The default is 3,000. Each has at most one commit that waits, so this times
    /// <see cref="TransactionSizeBytes"/> also bounds the memory of commits that wait.</summary>
    public int Sessions { get; init; } = 3_000;

    internal void ThrowIfInvalid()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(ActiveTables), ActiveTables), (nameof(Tables), Tables), (nameof(DocumentsPerTransaction), DocumentsPerTransaction),
            (nameof(DocumentSizeBytes), DocumentSizeBytes), (nameof(TransactionSizeBytes), TransactionSizeBytes),
            (nameof(ParameterSizeBytes), ParameterSizeBytes), (nameof(ParameterTextLength), ParameterTextLength),
            (nameof(StatementLength), StatementLength), (nameof(FieldNameLength), FieldNameLength), (nameof(Sessions), Sessions),
            (nameof(StatementsLength), StatementsLength), (nameof(OpenResults), OpenResults),
        })
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StatementMemoryBytes, nameof(StatementMemoryBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(IndexesPerTable, nameof(IndexesPerTable));
        ThrowIfNotPositive(TransactionTime, nameof(TransactionTime));
        ThrowIfNotPositive(SessionTime, nameof(SessionTime));
        if (SessionIdleTime != Timeout.InfiniteTimeSpan)
        {
            ThrowIfNotPositive(SessionIdleTime, nameof(SessionIdleTime));
        }
    }

    private static void ThrowIfNotPositive(TimeSpan value, string name)
        => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
}
