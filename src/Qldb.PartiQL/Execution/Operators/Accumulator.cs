using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Syntax;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>An aggregate on its way through the rows. Unknown values are passed over (partiql-dialect, section 3.1).</summary>
internal abstract class Accumulator
{
    public abstract Value Result { get; }

    public static Accumulator Of(BoundAggregate aggregate, MemoryBudget memory)
    {
        Accumulator accumulator = aggregate.Function switch
        {
            TokenKind.CountKeyword => new Count(),
            TokenKind.SumKeyword => new Sum(),
            TokenKind.AvgKeyword => new Average(),
            TokenKind.MinKeyword => new Extreme(sign: -1),
            _ => new Extreme(sign: 1),
        };
        return aggregate.IsDistinct ? new Distinct(accumulator, memory) : accumulator;
    }

    /// <exception cref="ValueException">The value is of a kind that cannot be aggregated so.</exception>
    public void Add(in Value value)
    {
        if (!value.IsUnknown)
        {
            AddKnown(value);
        }
    }

    protected abstract void AddKnown(in Value value);

    private static void RequireNumber(in Value value, string function)
    {
        if (!value.IsNumber)
        {
            throw new ValueException($"{function} needs numbers, and is given {value.Kind.ToString().ToLowerInvariant()}");
        }
    }

    private sealed class Count : Accumulator
    {
        private long count;

        public override Value Result => Value.Of(count);

        protected override void AddKnown(in Value value) => count++;
    }

    // An int of ints; with anything else among them a decimal, of floats too.
    private sealed class Sum : Accumulator
    {
        private Value sum = Value.Null;

        public override Value Result => sum;

        protected override void AddKnown(in Value value)
        {
            RequireNumber(value, "SUM");
            var addend = value.Kind == ValueKind.Float ? Value.Of(Number.ToDecimal(value)) : value;
            sum = sum.IsUnknown ? addend : Number.Add(sum, addend);
        }
    }

    private sealed class Average : Accumulator
    {
        private Value sum = Value.Of(new IonDecimal(0, 0));
        private long count;

        public override Value Result => count == 0 ? Value.Null : Number.Divide(sum, Value.Of(count));

        protected override void AddKnown(in Value value)
        {
            RequireNumber(value, "AVG");
            sum = Number.Add(sum, Value.Of(Number.ToDecimal(value)));
            count++;
        }
    }

    private sealed class Extreme(int sign) : Accumulator
    {
        private Value extreme = Value.Null;

        public override Value Result => extreme;

        protected override void AddKnown(in Value value)
        {
            // The first value is compared with itself, so that one without order is refused even when it is alone.
            var order = Ordering.Compare(value, extreme.IsUnknown ? value : extreme);
            if (extreme.IsUnknown || Math.Sign(order) == sign)
            {
                extreme = value.Alone();
            }
        }
    }

    private sealed class Distinct(Accumulator inner, MemoryBudget memory) : Accumulator
    {
        private readonly HashSet<ReadOnlyMemory<byte>> seen = new(KeyComparer.Instance);

        public override Value Result => inner.Result;

        protected override void AddKnown(in Value value)
        {
            var key = CanonicalKey.Of(value);
            if (seen.Add(key))
            {
                memory.Take(Value.Overhead + key.Length, "to tell the values of an aggregate apart");
                inner.Add(value);
            }
        }
    }
}
