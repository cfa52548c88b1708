using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>What a revision says about itself: <c>{id, version, txTime, txId}</c>.</summary>
internal readonly record struct RevisionMetadata(QldbId DocumentId, long Version, long TransactionTimeMs, QldbId TransactionId)
{
    public void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Id);
        IdWriter.Write(writer, DocumentId);
        writer.WriteFieldName(JournalFields.Version);
        writer.WriteInt(Version);
        writer.WriteFieldName(JournalFields.TxTime);
        writer.WriteTimestamp(JournalTime.ToIon(TransactionTimeMs));
        writer.WriteFieldName(JournalFields.TxId);
        IdWriter.Write(writer, TransactionId);
        writer.StepOut();
    }
}
