using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>
/// The changes of one document. Only the containers on the way to a change are made anew; everything else goes into the new document
/// as the bytes it was.
/// </summary>
internal sealed class DocumentEdit(Value document)
{
    private readonly List<ResolvedChange> changes = [];

    public void Add(ResolvedChange change) => changes.Add(change);

    /// <summary>The changed document; null where there was nothing to change, such as a field to remove that is not there.</summary>
    /// <exception cref="PartiQLException">A target has no parent, or cannot take the change.</exception>
    public Value? Apply(Frame frame)
    {
        var changed = document;
        var isChanged = false;
        foreach (var change in InOrder())
        {
            if (Apply(changed, change, depth: 0, frame) is { } next)
            {
                changed = next;
                isChanged = true;
            }
        }

        return isChanged ? changed : null;
    }

    // From the end of a list backwards, so that a removal moves nothing that is still to be removed, and each place once.
    private IEnumerable<ResolvedChange> InOrder() => changes is [{ Kind: ChangeKind.Remove }, ..]
        ? changes
            .DistinctBy(static change => string.Join('/', change.Path))
            .OrderByDescending(static change => change.Path, Comparer<IReadOnlyList<DocumentStep>>.Create(ComparePaths))
        : changes;

    private static int ComparePaths(IReadOnlyList<DocumentStep>? left, IReadOnlyList<DocumentStep>? right)
    {
        for (var i = 0; i < Math.Min(left!.Count, right!.Count); i++)
        {
            var order = left[i].Index.CompareTo(right[i].Index);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right!.Count);
    }

    private static Value? Apply(in Value current, ResolvedChange change, int depth, Frame frame)
    {
        if (depth == change.Path.Length)
        {
            return change.Kind == ChangeKind.Insert ? Insert(current, change, frame) : change.Value;
        }

        var step = change.Path[depth];
        var isLast = depth == change.Path.Length - 1;
        if (isLast && change.Kind != ChangeKind.Insert)
        {
            return change.Kind == ChangeKind.Remove || change.Value.IsMissing
                ? Remove(current, step, change, depth, frame)
                : Set(current, step, change.Value, change, depth, frame);
        }

        var child = step.Field is { } field ? current.Field(field) : current.ElementAt(step.Index);
        if (child.IsMissing)
        {
            throw Unresolved(change, depth + 1, frame);
        }

        return Apply(child, change, depth + 1, frame) is { } next ? Set(current, step, next, change, depth, frame) : null;
    }

    private static Value Set(in Value parent, DocumentStep step, in Value value, ResolvedChange change, int depth, Frame frame)
    {
        if (step.Field is { } name && parent.Kind == ValueKind.Struct)
        {
            var fields = parent.Fields.ToList();
            var index = fields.FindIndex(field => field.Name == name);
            if (index < 0)
            {
                fields.Add(new ValueField(name, value));
            }
            else
            {
                fields[index] = new ValueField(name, value);
            }

            return Annotated(parent, Value.OfStruct([.. fields]));
        }

        var items = RequireItem(parent, step, change, depth, frame);
        items[(int)step.Index] = value;
        return WithItems(parent, items);
    }

    private static Value? Remove(in Value parent, DocumentStep step, ResolvedChange change, int depth, Frame frame)
    {
        if (step.Field is { } name && parent.Kind == ValueKind.Struct)
        {
            // All of them where a name repeats: afterwards the field is MISSING.
            var fields = parent.Fields.ToList();
            return fields.RemoveAll(field => field.Name == name) > 0 ? Annotated(parent, Value.OfStruct([.. fields])) : null;
        }

        if (step.Field is null && parent.Kind is ValueKind.List or ValueKind.Sexp && parent.ElementAt(step.Index).IsMissing)
        {
            return null;
        }

        var items = RequireItem(parent, step, change, depth, frame);
        items.RemoveAt((int)step.Index);
        return WithItems(parent, items);
    }

    private static Value Insert(in Value target, ResolvedChange change, Frame frame)
    {
        if (change.Value.IsMissing)
        {
            throw frame.Error(change.Span, "MISSING cannot be inserted");
        }

        if (target.Kind == ValueKind.Struct && change.At is { Field: { } name })
        {
            return target.Field(name).IsMissing
                ? Annotated(target, Value.OfStruct([.. target.Fields, new ValueField(name, change.Value)]))
                : throw frame.Error(change.Span, $"the struct has a field '{name}' already; SET replaces it");
        }

        if (target.Kind is not (ValueKind.List or ValueKind.Sexp) || change.At is { Field: not null })
        {
            throw Unresolved(change, change.Path.Length, frame);
        }

        var items = target.Elements.ToList();
        var position = change.At?.Index ?? items.Count;
        if (position < 0 || position > items.Count)
        {
            throw Unresolved(change, change.Path.Length, frame);
        }

        items.Insert((int)position, change.Value);
        return WithItems(target, items);
    }

    private static List<Value> RequireItem(in Value parent, DocumentStep step, ResolvedChange change, int depth, Frame frame) =>
        step.Field is null && !parent.ElementAt(step.Index).IsMissing ? parent.Elements.ToList() : throw Unresolved(change, depth, frame);

    private static Value WithItems(in Value original, List<Value> items) =>
        Annotated(original, original.Kind == ValueKind.Sexp ? Value.OfSexp([.. items]) : Value.OfList([.. items]));

    // The text is QLDB's; what it calls the remaining path is the part of the target below the deepest container that is there.
    private static PartiQLException Unresolved(ResolvedChange change, int depth, Frame frame)
    {
        var remaining = change.Path.AsSpan()[Math.Min(depth, change.Path.Length)..].ToArray().ToList();
        if (change.At is { } at)
        {
            remaining.Add(at);
        }

        return new PartiQLException(
            PartiQLStage.Evaluator,
            $"Document path cannot be resolved: the remaining path was not found: DocumentPath(path=[{string.Join(", ", remaining)}])",
            innerException: frame.Error(change.Span, "the parent of this target does not exist"));
    }

    // A container keeps its annotations when something in it changes.
    private static Value Annotated(in Value original, in Value changed)
    {
        if (!original.Source.HasAnnotations)
        {
            return changed;
        }

        using var writer = new IonBinaryWriter();
        foreach (var annotation in original.Source.GetAnnotations())
        {
            writer.WriteAnnotation(annotation);
        }

        changed.WriteTo(writer);
        return Value.Of(IonElement.Parse(writer.ToArray()));
    }
}
