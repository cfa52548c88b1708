using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>Revisions as they are served: in the committed view, in histories, in blocks and by GetRevision.</summary>
internal static class RevisionWriter
{
    public static IonElement ToIon(StoredRevision revision, QldbId strandId)
        => IonElement.Parse(ScratchWriter.Write((revision, strandId), static (writer, state) => Write(writer, state.revision, state.strandId)));

    /// <summary>A document that the present transaction has written: what the block will add is not known yet, so it is left out.</summary>
    public static IonElement ToIon(QldbId documentId, long version, IonElement data)
        => IonElement.Parse(ScratchWriter.Write((documentId, version, data), static (writer, state) =>
        {
            writer.StepIn(IonType.Struct);
            writer.WriteFieldName(JournalFields.Data);
            writer.WriteElement(state.data);
            writer.WriteFieldName(JournalFields.Metadata);
            writer.StepIn(IonType.Struct);
            writer.WriteFieldName(JournalFields.Id);
            IdWriter.Write(writer, state.documentId);
            writer.WriteFieldName(JournalFields.Version);
            writer.WriteInt(state.version);
            writer.StepOut();
            writer.StepOut();
        }));

    public static void Write(IonBinaryWriter writer, StoredRevision revision, QldbId strandId)
    {
        writer.StepIn(IonType.Struct);
        if (revision.Kind != RevisionKind.System)
        {
            writer.WriteFieldName(JournalFields.BlockAddress);
            new BlockAddress(strandId, revision.SequenceNo).WriteTo(writer);
        }

        writer.WriteFieldName(JournalFields.Hash);
        HashWriter.Write(writer, revision.Hash);
        if (revision.Kind != RevisionKind.System)
        {
            WriteData(writer, revision);
            writer.WriteFieldName(JournalFields.Metadata);
            MetadataOf(revision).WriteTo(writer);
        }

        writer.StepOut();
    }

    public static RevisionMetadata MetadataOf(StoredRevision revision)
        => new(revision.DocumentId, revision.Version, revision.TransactionTimeMs, revision.TransactionId);

    private static void WriteData(IonBinaryWriter writer, StoredRevision revision)
    {
        if (revision.Kind == RevisionKind.Document)
        {
            writer.WriteFieldName(JournalFields.Data);
            writer.WriteElement(IonElement.Parse(revision.Data));
        }
        else if (revision.Kind == RevisionKind.Redacted)
        {
            writer.WriteFieldName(JournalFields.DataHash);
            HashWriter.Write(writer, revision.DataHash);
        }
    }
}
