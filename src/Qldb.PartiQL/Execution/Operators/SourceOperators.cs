using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>Rows of a table put into the slots of their source.</summary>
internal abstract class TableOperator(BoundNames names) : RowOperator
{
    public sealed override IEnumerable<Frame> Rows(Frame frame)
    {
        foreach (var row in Read(frame))
        {
            frame.ThrowIfOver();
            frame.Slots[names.Slot] = Value.Of(row.Value);
            if (names.AtSlot is { } at)
            {
                frame.Slots[at] = Value.Missing;
            }

            if (names.BySlot is { } by)
            {
                frame.Slots[by] = row.DocumentId == default ? Value.Missing : Value.Of(row.DocumentId.ToString());
            }

            yield return frame;
        }
    }

    protected abstract IEnumerable<Row> Read(Frame frame);
}

internal sealed class ScanOperator(BoundNames names, ITable table) : TableOperator(names)
{
    protected override IEnumerable<Row> Read(Frame frame) => frame.Context.Scan(table);
}

internal sealed class LookupOperator(BoundNames names, ITable table, LookupPath path, LookupKeys keys) : TableOperator(names)
{
    protected override IEnumerable<Row> Read(Frame frame) => keys.AreMany ? FindAll(frame) : Find(keys.Single(frame), frame);

    private IEnumerable<Row> FindAll(Frame frame) => keys.Of(frame).SelectMany(key => Find(key, frame));

    private IEnumerable<Row> Find(in Value key, Frame frame)
    {
        if (key.IsUnknown || (path.Kind == LookupKind.DocumentId && !key.IsText))
        {
            return [];
        }

        // A bag becomes a list in Ion, and would find the list that it is not equal to.
        var element = key.ToElement();
        return Equality.AreEqual(key, Value.Of(element)) ? frame.Context.Lookup(table, path, element) : [];
    }
}

/// <summary>The keys of a lookup: one, or the distinct ones of a collection. An unknown key finds nothing.</summary>
internal sealed class LookupKeys(SourceSpan span, Evaluator key, bool isCollection)
{
    /// <summary>Whether there is a collection of keys.</summary>
    public bool AreMany => isCollection;

    /// <summary>The one key there is, which may be unknown.</summary>
    public Value Single(Frame frame) => key.Evaluate(frame);

    /// <summary>The keys that are known.</summary>
    public IEnumerable<Value> Of(Frame frame)
    {
        var value = key.Evaluate(frame);
        if (value.IsUnknown)
        {
            return [];
        }

        if (!isCollection)
        {
            return [value];
        }

        return value.IsCollection
            ? value.Elements.Where(static item => !item.IsUnknown).DistinctBy(static item => (ReadOnlyMemory<byte>)CanonicalKey.Of(item), KeyComparer.Instance)
            : throw frame.Error(span, $"IN needs a collection, and is given {value.Kind.ToString().ToLowerInvariant()}");
    }
}

/// <summary>Reads a history, within a range of time and for some documents only where that is asked for.</summary>
internal sealed class HistoryOperator(BoundHistory source, Evaluator? start, Evaluator? end, LookupKeys? documentIds)
    : TableOperator(source.Names)
{
    protected override IEnumerable<Row> Read(Frame frame)
    {
        var from = TimeOf(start, frame);
        var to = TimeOf(end, frame);
        RequireOrder(from, to, frame);
        if (documentIds is null)
        {
            return frame.Context.ScanHistory(source.Table, from, to, documentId: null);
        }

        return documentIds.Of(frame).SelectMany(id => id.IsText && QldbId.TryParse(id.TextOrNull, out var documentId)
            ? frame.Context.ScanHistory(source.Table, from, to, documentId)
            : []);
    }

    private IonTimestamp? TimeOf(Evaluator? bound, Frame frame)
    {
        if (bound is null)
        {
            return null;
        }

        var value = bound.Evaluate(frame);
        return value.Kind == ValueKind.Timestamp
            ? value.Timestamp
            : throw frame.Error(source.Span, $"history() takes timestamps, and is given {value.Kind.ToString().ToLowerInvariant()}");
    }

    private void RequireOrder(IonTimestamp? from, IonTimestamp? to, Frame frame)
    {
        var now = frame.Context.Now;
        if (to > now)
        {
            throw frame.Error(source.Span, $"the end of a history, {to}, must not be later than now, {now}");
        }

        if (from > (to ?? now))
        {
            throw frame.Error(source.Span, $"the start of a history, {from}, must not be later than its end, {to ?? now}");
        }
    }
}

/// <summary>The elements of a collection; anything else is one row, and MISSING none.</summary>
internal sealed class UnnestOperator(BoundNames names, Evaluator collection) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        var value = collection.Evaluate(frame);
        if (value.IsMissing)
        {
            yield break;
        }

        if (names.BySlot is { } by)
        {
            frame.Slots[by] = Value.Missing;
        }

        if (!value.IsCollection)
        {
            SetPosition(frame, Value.Missing);
            frame.Slots[names.Slot] = value;
            yield return frame;
            yield break;
        }

        var position = 0L;
        foreach (var item in value.Elements)
        {
            frame.ThrowIfOver();
            frame.Slots[names.Slot] = item;
            SetPosition(frame, value.Kind == ValueKind.Bag ? Value.Missing : Value.Of(position++));
            yield return frame;
        }
    }

    private void SetPosition(Frame frame, in Value position)
    {
        if (names.AtSlot is { } at)
        {
            frame.Slots[at] = position;
        }
    }
}

/// <summary>The results of a query in FROM position.</summary>
internal sealed class DerivedOperator(BoundNames names, QueryOperator query) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        foreach (var result in query.Results(frame))
        {
            frame.Slots[names.Slot] = result;
            if (names.AtSlot is { } at)
            {
                frame.Slots[at] = Value.Missing;
            }

            if (names.BySlot is { } by)
            {
                frame.Slots[by] = Value.Missing;
            }

            yield return frame;
        }
    }
}
