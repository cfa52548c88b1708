using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>What names and dates a block. Its hash is the block's first entry, which binds address, transaction and time to the chain.</summary>
internal readonly record struct BlockHeader(BlockAddress Address, QldbId TransactionId, long TimestampMs)
{
    /// <summary>Writes [strandId, sequenceNo, transactionId, blockTimestamp]. A list, because Ion hashes its children in one go.</summary>
    public void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.List);
        IdWriter.Write(writer, Address.StrandId);
        writer.WriteInt(Address.SequenceNo);
        IdWriter.Write(writer, TransactionId);
        writer.WriteTimestamp(JournalTime.ToIon(TimestampMs));
        writer.StepOut();
    }
}
