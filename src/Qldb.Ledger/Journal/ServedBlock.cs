using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A stored block as it is served: the stored fields, and the revisions as the last one.</summary>
internal static class ServedBlock
{
    public static IonElement ToIon(StoredBlock block, IReadOnlyList<StoredRevision> revisions, QldbId strandId)
        => IonElement.Parse(ScratchWriter.Write((block, revisions, strandId), static (writer, state) =>
        {
            writer.StepIn(IonType.Struct);
            foreach (var field in IonElement.Parse(state.block.Content).EnumerateFields())
            {
                writer.WriteFieldName(field.Name!);
                writer.WriteElement(field.Value);
            }

            if (state.revisions.Count > 0)
            {
                writer.WriteFieldName(JournalFields.Revisions);
                writer.StepIn(IonType.List);
                foreach (var revision in state.revisions)
                {
                    RevisionWriter.Write(writer, revision, state.strandId);
                }

                writer.StepOut();
            }

            writer.StepOut();
        }));

    /// <summary>The entries of a block and the hash it is chained to.</summary>
    public static (IReadOnlyList<QldbHash> Entries, QldbHash PreviousBlockHash) Chain(StoredBlock block)
    {
        var content = IonElement.Parse(block.Content);
        if (!content.TryGetField(JournalFields.EntriesHashList, out var list) || !content.TryGetField(JournalFields.PreviousBlockHash, out var previous))
        {
            throw new StoreException($"Block {block.SequenceNo} lacks its hashes: the store is damaged.");
        }

        var entries = new List<QldbHash>();
        foreach (var entry in list.EnumerateElements())
        {
            entries.Add(new QldbHash(entry.GetLob()));
        }

        return (entries, new QldbHash(previous.GetLob()));
    }
}
