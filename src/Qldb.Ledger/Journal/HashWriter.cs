using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Hashes as Ion blobs: 32 bytes, or none for the empty hash.</summary>
internal static class HashWriter
{
    public static void Write(IonBinaryWriter writer, QldbHash hash) => Write(writer, hash, stackalloc byte[QldbHash.Size]);

    public static void Write(IonBinaryWriter writer, QldbHash hash, Span<byte> buffer)
    {
        if (hash.IsEmpty)
        {
            writer.WriteBlob([]);
            return;
        }

        hash.CopyTo(buffer);
        writer.WriteBlob(buffer);
    }
}
