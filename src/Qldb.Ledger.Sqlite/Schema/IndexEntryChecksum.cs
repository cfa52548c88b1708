using System.Numerics;
using Qldb.Ion;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>
/// The CRC-32C of an index entry. Index entries are the only rows that no hash of the journal covers: without it a flipped bit in a key would hide a
/// document from a lookup, and nothing would show it.
/// </summary>
internal static class IndexEntryChecksum
{
    /// <summary>The checksum of a current entry, or of a past one with the block it went with.</summary>
    public static long Of(long indexNo, ReadOnlySpan<byte> key, QldbId documentId, long fromSequenceNo, long toSequenceNo = -1)
    {
        var checksum = BitOperations.Crc32C(uint.MaxValue, (ulong)indexNo);
        checksum = BitOperations.Crc32C(checksum, documentId.High);
        checksum = BitOperations.Crc32C(checksum, documentId.Low);
        checksum = BitOperations.Crc32C(checksum, (ulong)fromSequenceNo);
        checksum = BitOperations.Crc32C(checksum, (ulong)toSequenceNo);
        foreach (var value in key)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }
}
