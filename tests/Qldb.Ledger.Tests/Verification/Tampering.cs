using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Verification;

/// <summary>Stored things with one bit, or one field, changed.</summary>
internal static class Tampering
{
    public static byte[] FlipBit(ReadOnlySpan<byte> bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    public static QldbHash FlipBit(QldbHash hash, int bit) => new(FlipBit(hash.ToArray(), bit));

    public static QldbId FlipBit(QldbId id, int bit) => bit < 64 ? new QldbId(id.High ^ (1UL << bit), id.Low) : new QldbId(id.High, id.Low ^ (1UL << (bit - 64)));

    public static StoredRevision With(
        this StoredRevision revision, QldbId? tableId = null, QldbId? documentId = null, long? version = null, long? sequenceNo = null, int? ordinal = null,
        QldbId? transactionId = null, long? timeMs = null, QldbHash? hash = null, RevisionKind? kind = null, ReadOnlyMemory<byte>? data = null, QldbHash? dataHash = null) => new()
    {
        TableId = tableId ?? revision.TableId,
        DocumentId = documentId ?? revision.DocumentId,
        Version = version ?? revision.Version,
        SequenceNo = sequenceNo ?? revision.SequenceNo,
        Ordinal = ordinal ?? revision.Ordinal,
        TransactionId = transactionId ?? revision.TransactionId,
        TransactionTimeMs = timeMs ?? revision.TransactionTimeMs,
        Hash = hash ?? revision.Hash,
        Kind = kind ?? revision.Kind,
        Data = data ?? revision.Data,
        DataHash = dataHash ?? revision.DataHash,
    };

    /// <summary>Every way to change one bit of a block: how many bits each field has, and what flipping one gives.</summary>
    public static IEnumerable<(string Field, int Bits, Func<StoredBlock, int, StoredBlock> Flip)> OfBlock(StoredBlock block)
    {
        yield return ("content", block.Content.Length * 8, (b, bit) => b with { Content = FlipBit(b.Content.Span, bit) });
        yield return ("block hash", 256, (b, bit) => b with { BlockHash = FlipBit(b.BlockHash, bit) });
        yield return ("transaction id", 128, (b, bit) => b with { TransactionId = FlipBit(b.TransactionId, bit) });
        yield return ("commit digest", block.CommitDigest.IsEmpty ? 0 : 256, (b, bit) => b with { CommitDigest = FlipBit(b.CommitDigest, bit) });
        yield return ("timestamp", 64, (b, bit) => b with { TimestampMs = b.TimestampMs ^ (1L << bit) });
        yield return ("sequence number", 64, (b, bit) => b with { SequenceNo = b.SequenceNo ^ (1L << bit) });
    }

    /// <summary>Every way to change one bit of a revision.</summary>
    public static IEnumerable<(string Field, int Bits, Func<StoredRevision, int, StoredRevision> Flip)> OfRevision(StoredRevision revision)
    {
        yield return ("data", revision.Data.Length * 8, (r, bit) => r.With(data: FlipBit(r.Data.Span, bit)));
        yield return ("hash", 256, (r, bit) => r.With(hash: FlipBit(r.Hash, bit)));
        yield return ("data hash", revision.DataHash.IsEmpty ? 0 : 256, (r, bit) => r.With(dataHash: FlipBit(r.DataHash, bit)));
        yield return ("table id", 128, (r, bit) => r.With(tableId: FlipBit(r.TableId, bit)));
        yield return ("document id", 128, (r, bit) => r.With(documentId: FlipBit(r.DocumentId, bit)));
        yield return ("transaction id", 128, (r, bit) => r.With(transactionId: FlipBit(r.TransactionId, bit)));
        yield return ("version", 64, (r, bit) => r.With(version: r.Version ^ (1L << bit)));
        yield return ("sequence number", 64, (r, bit) => r.With(sequenceNo: r.SequenceNo ^ (1L << bit)));
        yield return ("ordinal", 32, (r, bit) => r.With(ordinal: r.Ordinal ^ (1 << bit)));
        yield return ("time", 64, (r, bit) => r.With(timeMs: r.TransactionTimeMs ^ (1L << bit)));
        yield return ("kind", 2, (r, bit) => r.With(kind: (RevisionKind)((int)r.Kind ^ (1 << bit))));
    }
}
