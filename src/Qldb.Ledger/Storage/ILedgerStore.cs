namespace Qldb.Ledger.Storage;

/// <summary>
/// Where a ledger's bytes live. A store knows bytes and their order, not their meaning: it appends blocks and answers as of any block it holds.
/// </summary>
/// <remarks>
/// <para>One writer, many readers. <see cref="Append"/> is called by one thread at a time (the ledger's commit pipeline); readers are opened and
/// used from any number of threads meanwhile. A store belongs to one open ledger at a time.</para>
/// <para>Everything stored carries the sequence number of its block, and a reader names the sequence number it wants to see. A snapshot therefore
/// costs nothing, and a store needs no long-lived read transaction of its own.</para>
/// <para>Every store passes the suite in <c>tests/Qldb.Ledger.StoreContract</c>.</para>
/// </remarks>
public interface ILedgerStore : IDisposable
{
    /// <summary>Gets what was written once when the store was created.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Gets the sequence number of the last durable block; -1 while there is none.</summary>
    long Tip { get; }

    /// <summary>Reads the newest state of every table ever created, in order of creation.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<StoredTable> LoadCatalog();

    /// <summary>Appends blocks in order: all of them or none. What it was given is durable when it returns, and visible to readers opened after that.</summary>
    /// <param name="blocks">At least one block. The first has sequence number <see cref="Tip"/> + 1, each next one 1 more. The lists, and the memory
    /// of <see cref="StoredBlock.Content"/> and <see cref="StoredRevision.Data"/>, are the caller's, who uses them again afterwards; a store may keep all else,
    /// which never changes.</param>
    /// <exception cref="ArgumentException">The sequence numbers do not continue the journal. Nothing was written.</exception>
    /// <exception cref="StoreException">The write failed and nothing of it will be visible. The ledger stops committing until it is opened again.</exception>
    void Append(IReadOnlyList<BlockWrite> blocks);

    /// <summary>Opens a view of the store as it was when the block <paramref name="asOf"/> had just been appended. Cheap; any number may be open at once.</summary>
    /// <param name="asOf">A sequence number from -1 (the empty ledger) to <see cref="Tip"/>.</param>
    /// <returns>A reader for one thread at a time; the caller disposes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> is beyond the tip or below -1.</exception>
    IStoreReader OpenReader(long asOf);
}
