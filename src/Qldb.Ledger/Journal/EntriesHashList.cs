using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>The hashes whose Merkle root is a block's <c>entriesHash</c>, in their places (docs/reference/journal-format.md, "Entries").</summary>
/// <remarks>Places 1 and 3 are QLDB's; places 0 and 2, whose content QLDB kept to itself, are this ledger's own. What a block does not have is an empty hash.</remarks>
internal readonly record struct EntriesHashList(QldbHash Header, QldbHash Revisions, QldbHash Redaction, QldbHash TransactionInfo)
{
    public const int HeaderPlace = 0;
    public const int RevisionsPlace = 1;
    public const int RedactionPlace = 2;
    public const int TransactionInfoPlace = 3;
    public const int Count = 4;

    public IReadOnlyList<QldbHash> ToList() => [Header, Revisions, Redaction, TransactionInfo];

    public void WriteTo(IonBinaryWriter writer)
    {
        Span<byte> bytes = stackalloc byte[QldbHash.Size];
        writer.StepIn(IonType.List);
        HashWriter.Write(writer, Header, bytes);
        HashWriter.Write(writer, Revisions, bytes);
        HashWriter.Write(writer, Redaction, bytes);
        HashWriter.Write(writer, TransactionInfo, bytes);
        writer.StepOut();
    }
}
