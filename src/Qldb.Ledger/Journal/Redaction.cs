using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>The redaction that a transaction asks for: which revision loses its data, and the hash that stays for it.</summary>
internal sealed record Redaction(BlockAddress Address, QldbId TableId, QldbId DocumentId, long Version, QldbHash DataHash)
{
    public RedactionWrite ToWrite() => new(TableId, DocumentId, Address.SequenceNo, DataHash);

    /// <summary>The block's <c>redactionInfo</c>.</summary>
    public IonElement ToInfo() => IonElement.Parse(ScratchWriter.Write(this, static (writer, redaction) =>
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Revisions);
        writer.StepIn(IonType.List);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.BlockAddress);
        redaction.Address.WriteTo(writer);
        writer.WriteFieldName(JournalFields.TableId);
        IdWriter.Write(writer, redaction.TableId);
        writer.WriteFieldName(JournalFields.DocumentId);
        IdWriter.Write(writer, redaction.DocumentId);
        writer.WriteFieldName(JournalFields.Version);
        writer.WriteInt(redaction.Version);
        writer.StepOut();
        writer.StepOut();
        writer.StepOut();
    }));
}
