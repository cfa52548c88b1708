using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>What names and dates a block. Its hash is the block's first entry, which binds address, transaction and time to the chain.</summary>
internal readonly record struct BlockHeader(BlockAddress Address, QldbId TransactionId, long TimestampMs)
{
    /// <summary>H([strandId, sequenceNo, transactionId, blockTimestamp]). A list, because Ion hashes its children in one go.</summary>
    public QldbHash Hash() => ScratchWriter.Hash(this, static (writer, header) =>
    {
        writer.StepIn(IonType.List);
        IdWriter.Write(writer, header.Address.StrandId);
        writer.WriteInt(header.Address.SequenceNo);
        IdWriter.Write(writer, header.TransactionId);
        writer.WriteTimestamp(JournalTime.ToIon(header.TimestampMs));
        writer.StepOut();
    });
}
