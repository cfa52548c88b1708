using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>
/// Inserts one document, or each element of a collection where the word VALUE does not say that it is one (partiql-dialect, 1.3).
/// </summary>
internal sealed class InsertOperator(ITable table, SourceSpan span, Evaluator documents, bool isSingle) : StatementOperator
{
    public override IEnumerable<IonElement> Execute(Frame frame)
    {
        var value = documents.Evaluate(frame);
        var isMany = !isSingle && value.Kind is ValueKind.List or ValueKind.Bag;
        return isMany ? InsertAll(value, frame) : [Insert(Document.Require(value, frame, span), frame)];
    }

    /// <summary>Looks at each before it inserts the first.</summary>
    private IonElement[] InsertAll(Value collection, Frame frame)
    {
        IonElement[] documents = [.. collection.Elements.Select(document => Document.Require(document, frame, span))];
        return Array.ConvertAll(documents, document => Insert(document, frame));
    }

    private IonElement Insert(IonElement document, Frame frame)
    {
        frame.ThrowIfOver();
        return Answers.OfDocument(frame.Context.Insert(table, document));
    }
}

/// <summary>Finds all documents and computes all changes before it makes the first one: no change is seen by the search.</summary>
internal sealed class UpdateOperator(RowOperator input, BoundTable target, ImmutableArray<Change> changes) : StatementOperator
{
    private const string Purpose = "for the documents it changes";

    public override IEnumerable<IonElement> Execute(Frame frame)
    {
        var edits = new OrderedDictionary<QldbId, DocumentEdit>();
        foreach (var row in input.Rows(frame))
        {
            var id = Document.IdOf(row, target);
            if (!edits.TryGetValue(id, out var edit))
            {
                edits.Add(id, edit = new DocumentEdit(row.Slots[target.Slot]));
                frame.Memory.Take(row.Slots[target.Slot].Footprint + Value.Overhead, Purpose);
            }

            foreach (var change in changes)
            {
                var resolved = change.Resolve(row);
                frame.Memory.Take(resolved.Value.Footprint + (Value.Overhead * (1 + resolved.Path.Length)), Purpose);
                edit.Add(resolved);
            }
        }

        var replaced = new List<(QldbId Id, IonElement Document)>(edits.Count);
        foreach (var (id, edit) in edits)
        {
            if (edit.Apply(frame) is { } changed)
            {
                replaced.Add((id, Document.Require(changed, frame, target.Span)));
            }
        }

        var answers = new List<IonElement>(replaced.Count);
        foreach (var (id, document) in replaced)
        {
            frame.ThrowIfOver();
            frame.Context.Replace(target.Table, id, document);
            answers.Add(Answers.OfDocument(id));
        }

        return answers;
    }
}

internal sealed class DeleteOperator(RowOperator input, BoundTable target) : StatementOperator
{
    public override IEnumerable<IonElement> Execute(Frame frame)
    {
        var ids = new OrderedDictionary<QldbId, bool>();
        foreach (var row in input.Rows(frame))
        {
            if (ids.TryAdd(Document.IdOf(row, target), true))
            {
                frame.Memory.Take(Value.Overhead, "for the documents it deletes");
            }
        }

        var answers = new List<IonElement>(ids.Count);
        foreach (var id in ids.Keys)
        {
            frame.ThrowIfOver();
            frame.Context.Delete(target.Table, id);
            answers.Add(Answers.OfDocument(id));
        }

        return answers;
    }
}

/// <summary>What a document is, and which one a row stands for.</summary>
internal static class Document
{
    /// <exception cref="PartiQLException">The value is no struct.</exception>
    public static IonElement Require(in Value document, Frame frame, SourceSpan span) => document.Kind == ValueKind.Struct
        ? document.ToElement()
        : throw frame.Error(span, $"a document must be a struct, and is {document.Kind.ToString().ToLowerInvariant()}");

    public static QldbId IdOf(Frame row, BoundTable target) => QldbId.Parse(row.Slots[target.Names.BySlot!.Value].Text);
}
