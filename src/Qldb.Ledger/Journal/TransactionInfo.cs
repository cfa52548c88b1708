using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>What a transaction did: its statements, and which of them touched which document.</summary>
internal readonly record struct TransactionInfo(List<ExecutedStatement> Statements, List<RevisionDraft> Revisions)
{
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
        WriteDocuments(writer);
        writer.StepOut();
    }

    /// <summary>Tables come first among the revisions, and are none of the documents.</summary>
    private void WriteDocuments(IonBinaryWriter writer)
    {
        if (Revisions is [] or [.., { Kind: RevisionKind.System }])
        {
            return;
        }

        writer.WriteFieldName(JournalFields.Documents);
        writer.StepIn(IonType.Struct);
        foreach (ref readonly var revision in CollectionsMarshal.AsSpan(Revisions))
        {
            if (revision.Kind != RevisionKind.System)
            {
                WriteDocument(writer, revision);
            }
        }

        writer.StepOut();
    }

    private static void WriteDocument(IonBinaryWriter writer, in RevisionDraft revision)
    {
        IdWriter.WriteFieldName(writer, revision.DocumentId);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(JournalFields.TableName);
        writer.WriteString(revision.TableName);
        writer.WriteFieldName(JournalFields.TableId);
        IdWriter.Write(writer, revision.TableId);
        writer.WriteFieldName(JournalFields.Statements);
        writer.StepIn(IonType.List);
        foreach (var statement in revision.Statements)
        {
            writer.WriteInt(statement);
        }

        writer.StepOut();
        writer.StepOut();
    }
}
