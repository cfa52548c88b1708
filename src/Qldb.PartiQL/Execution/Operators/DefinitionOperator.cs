using System.Diagnostics;
using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>CREATE, DROP and UNDROP.</summary>
internal sealed class DefinitionOperator(BoundStatement statement) : StatementOperator
{
    public override IEnumerable<IonElement> Execute(Frame frame) =>
        [Answers.OfTable(Carry(frame.Context))];

    private QldbId Carry(IStatementContext context) => statement switch
    {
        BoundCreateTable create => context.CreateTable(create.Name, create.Tags),
        BoundDropTable drop => context.DropTable(drop.Table),
        BoundUndropTable undrop => context.UndropTable(undrop.TableId),
        BoundCreateIndex create => context.CreateIndex(create.Table, create.Field),
        BoundDropIndex drop => context.DropIndex(drop.Table, drop.IndexId),
        _ => throw new UnreachableException(statement.GetType().Name),
    };
}

/// <summary><c>EXEC redact_revision</c>.</summary>
internal sealed class RedactOperator(SourceSpan span, Evaluator blockAddress, Evaluator tableId, Evaluator documentId) : StatementOperator
{
    public override IEnumerable<IonElement> Execute(Frame frame)
    {
        var address = blockAddress.Evaluate(frame);
        var isAddress = address.Field("strandId").IsText && address.Field("sequenceNo").Kind == ValueKind.Integer;
        if (!isAddress)
        {
            throw frame.Error(span, $"a block address is a struct with strandId and sequenceNo, not {address}");
        }

        var revision = frame.Context.Redact(
            address.ToElement(), IdOf(tableId, "table", frame), IdOf(documentId, "document", frame));
        return [Answers.OfRedaction(revision)];
    }

    private string IdOf(Evaluator id, string what, Frame frame)
    {
        var value = id.Evaluate(frame);
        return value.IsText ? value.Text : throw frame.Error(span, $"a {what} id is a string, not {value}");
    }
}
