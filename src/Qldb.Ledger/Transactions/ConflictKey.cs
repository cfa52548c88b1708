using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>One thing that a transaction can read and another can change: the unit in which conflicts are noticed.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Id">The document, table or index.</param>
/// <param name="Detail">Distinguishes keys of one index, or blocks. A collision costs a needless conflict, never a missed one.</param>
internal readonly record struct ConflictKey(ConflictKind Kind, QldbId Id, ulong Detail)
{
    /// <summary>The whole catalog: read by <c>user_tables</c> and by all DDL.</summary>
    public static ConflictKey Catalog => new(ConflictKind.Catalog, default, 0);

    /// <summary>The latest revision of one document, or that there is none.</summary>
    public static ConflictKey Document(QldbId documentId) => new(ConflictKind.Document, documentId, 0);

    /// <summary>All documents of a table: what a scan reads, so that no document can appear unnoticed.</summary>
    public static ConflictKey Table(QldbId tableId) => new(ConflictKind.Table, tableId, 0);

    /// <summary>That a table is active and keeps the indexes it has: read by every statement that names it.</summary>
    public static ConflictKey TableUse(QldbId tableId) => new(ConflictKind.TableUse, tableId, 0);

    /// <summary>Which documents have a key in an index, none included.</summary>
    public static ConflictKey IndexKey(QldbId indexId, ReadOnlySpan<byte> key)
    {
        var (first, second) = (default(HashCode), default(HashCode));
        second.Add(key.Length);
        first.AddBytes(key);
        second.AddBytes(key);
        return new(ConflictKind.IndexKey, indexId, ((ulong)(uint)first.ToHashCode() << 32) | (uint)second.ToHashCode());
    }

    /// <summary>The revisions of one block, as redactions change them.</summary>
    public static ConflictKey Block(long sequenceNo) => new(ConflictKind.Block, default, (ulong)sequenceNo);

    public bool Equals(ConflictKey other) => Kind == other.Kind && Id == other.Id && Detail == other.Detail;

    // Ids and details are random or hashed already.
    public override int GetHashCode() => (int)(Id.Low ^ (Id.Low >> 32) ^ Id.High ^ Detail ^ (Detail >> 32)) ^ (int)Kind;
}
