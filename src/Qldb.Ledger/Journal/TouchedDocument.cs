using System.Collections.Immutable;
using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>A document that a transaction changed, with the positions of the statements that did it.</summary>
internal readonly record struct TouchedDocument(QldbId DocumentId, string TableName, QldbId TableId, ImmutableArray<int> Statements)
{
    public void WriteTo(IonBinaryWriter writer)
    {
        IdWriter.WriteFieldName(writer, DocumentId);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.TableName);
        writer.WriteString(TableName);
        writer.WriteFieldName(JournalFields.TableId);
        IdWriter.Write(writer, TableId);
        writer.WriteFieldName(JournalFields.Statements);
        writer.StepIn(IonType.List);
        foreach (var statement in Statements)
        {
            writer.WriteInt(statement);
        }

        writer.StepOut();
        writer.StepOut();
    }
}
