using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Ids as Ion strings and field names, without a string object in between.</summary>
internal static class IdWriter
{
    public static void Write(IonBinaryWriter writer, QldbId id)
    {
        Span<char> text = stackalloc char[QldbId.Length];
        id.TryFormat(text, out _);
        writer.WriteString(text);
    }

    /// <summary>Names a field by an id, which names no other one in the same stream.</summary>
    public static void WriteFieldName(IonBinaryWriter writer, QldbId id)
    {
        Span<char> text = stackalloc char[QldbId.Length];
        id.TryFormat(text, out _);
        writer.WriteUniqueFieldName(text);
    }
}
