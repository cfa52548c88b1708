using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>One statement of a transaction, as the journal keeps it: parameters live on in the digest only.</summary>
internal sealed record ExecutedStatement(string Text, long StartTimeMs, QldbHash Digest)
{
    public void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Statement);
        writer.WriteString(Text);
        writer.WriteFieldName(JournalFields.StartTime);
        writer.WriteTimestamp(JournalTime.ToIon(StartTimeMs));
        writer.WriteFieldName(JournalFields.StatementDigest);
        HashWriter.Write(writer, Digest);
        writer.StepOut();
    }
}
