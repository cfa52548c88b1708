using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>What a transaction did: its statements, and which of them touched which document.</summary>
internal sealed class TransactionInfo
{
    public required IReadOnlyList<ExecutedStatement> Statements { get; init; }

    public required IReadOnlyList<TouchedDocument> Documents { get; init; }

    public IonElement ToIon() => IonElement.Parse(ScratchWriter.Write(this, static (writer, info) => info.WriteTo(writer)));

    private void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Statements);
        writer.StepIn(IonType.List);
        foreach (var statement in Statements)
        {
            statement.WriteTo(writer);
        }

        writer.StepOut();
        if (Documents.Count > 0)
        {
            writer.WriteFieldName(JournalFields.Documents);
            writer.StepIn(IonType.Struct);
            foreach (var document in Documents)
            {
                document.WriteTo(writer);
            }

            writer.StepOut();
        }

        writer.StepOut();
    }
}
