using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>What a transaction did: its statements, and which of them touched which document.</summary>
internal sealed class TransactionInfo
{
    public required List<ExecutedStatement> Statements { get; init; }

    public required TouchedDocument[] Documents { get; init; }

    public void WriteTo(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.Statements);
        writer.StepIn(IonType.List);
        foreach (var statement in Statements)
        {
            statement.WriteTo(writer);
        }

        writer.StepOut();
        if (Documents.Length > 0)
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
