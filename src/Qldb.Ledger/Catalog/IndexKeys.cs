using System.Buffers;
using System.Security.Cryptography;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Catalog;

/// <summary>The key under which an index files a value: values that are equal in PartiQL have equal keys, others have not.</summary>
internal static class IndexKeys
{
    // A canonical form of any length; longer ones are filed by their hash. The first byte keeps the two apart.
    private const byte Whole = 0;
    private const byte Hashed = 1;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>The key of a document in the index on a field; empty when the field is absent or null, which no equality finds.</summary>
    public static ReadOnlyMemory<byte> OfField(IonElement document, string field)
        => !document.IsUndefined && document.TryGetField(field, out var value) ? OfValue(value) : default;

    /// <summary>The key of a value; empty for null.</summary>
    public static ReadOnlyMemory<byte> OfValue(IonElement value)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(256);
        buffer.ResetWrittenCount();
        buffer.Write([Whole]);
        if (!PartiQLEquality.WriteCanonicalKey(value, buffer))
        {
            return default;
        }

        if (buffer.WrittenCount <= IndexChange.KeySizeMax)
        {
            return buffer.WrittenSpan.ToArray();
        }

        var hashed = new byte[1 + SHA256.HashSizeInBytes];
        hashed[0] = Hashed;
        SHA256.HashData(buffer.WrittenSpan[1..], hashed.AsSpan(1));
        return hashed;
    }
}
