using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>The fields of a block in the order in which they are stored and served; the revisions, which are stored beside it, come last when it is served.</summary>
internal readonly record struct BlockContent(
    BlockHeader Header, EntriesHashList Entries, QldbHash EntriesHash, QldbHash PreviousBlockHash, IonElement TransactionInfo, IonElement RedactionInfo)
{
    /// <summary>Gets the transaction info of a block that is being made; that of a stored one is Ion already.</summary>
    public TransactionInfo? NewTransactionInfo { get; init; }

    public QldbHash BlockHash => JournalHash.Dot(EntriesHash, PreviousBlockHash);

    public byte[] ToIonBinary(QldbHash blockHash) => ScratchWriter.Write((this, blockHash), static (writer, state) => state.Item1.WriteTo(writer, state.blockHash));

    /// <summary>Writes the block to where it is kept until it is stored.</summary>
    public ReadOnlyMemory<byte> Keep(QldbHash blockHash, SealedBlocks blocks)
    {
        var writer = ScratchWriter.Take();
        WriteTo(writer, blockHash);
        var kept = blocks.Keep(writer.WrittenMemory.Span);
        ScratchWriter.Return(writer);
        return kept;
    }

    /// <summary>Tells whether a stored block is, byte for byte, the one that these contents make.</summary>
    public bool IsStoredAs(ReadOnlySpan<byte> stored, QldbHash blockHash)
        => ScratchWriter.Writes(stored, (this, blockHash), static (writer, state) => state.Item1.WriteTo(writer, state.blockHash));

    private void WriteTo(IonBinaryWriter writer, QldbHash blockHash)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.BlockAddress);
        Header.Address.WriteTo(writer);
        writer.WriteFieldName(JournalFields.TransactionId);
        IdWriter.Write(writer, Header.TransactionId);
        writer.WriteFieldName(JournalFields.BlockTimestamp);
        writer.WriteTimestamp(JournalTime.ToIon(Header.TimestampMs));
        writer.WriteFieldName(JournalFields.BlockHash);
        HashWriter.Write(writer, blockHash);
        writer.WriteFieldName(JournalFields.EntriesHash);
        HashWriter.Write(writer, EntriesHash);
        writer.WriteFieldName(JournalFields.PreviousBlockHash);
        HashWriter.Write(writer, PreviousBlockHash);
        writer.WriteFieldName(JournalFields.EntriesHashList);
        Entries.WriteTo(writer);
        if (NewTransactionInfo is { } info)
        {
            writer.WriteFieldName(JournalFields.TransactionInfo);
            info.WriteTo(writer);
        }

        WriteOptional(writer, JournalFields.TransactionInfo, TransactionInfo);
        WriteOptional(writer, JournalFields.RedactionInfo, RedactionInfo);
        writer.StepOut();
    }

    private static void WriteOptional(IonBinaryWriter writer, string field, IonElement value)
    {
        if (!value.IsUndefined)
        {
            writer.WriteFieldName(field);
            writer.WriteElement(value);
        }
    }
}
