using System.Collections.Immutable;
using Qldb.PartiQL.Binding;

namespace Qldb.PartiQL.Planning;

/// <summary>
/// The conditions that rows must still meet, all of them: WHERE and ON cut at every AND. Implied ones (b = c because a = b and a = c)
/// may be used to find rows, and need not be checked.
/// </summary>
internal sealed class Conditions
{
    private readonly List<BoundExpression> conditions = [];
    private readonly List<BoundComparison> implied = [];

    public bool IsEmpty => conditions.Count == 0;

    public IReadOnlyList<BoundExpression> All => conditions;

    public IReadOnlyList<BoundComparison> Implied => implied;

    public void Add(BoundExpression condition)
    {
        if (condition is BoundLogical { IsAnd: true } all)
        {
            foreach (var operand in all.Operands)
            {
                Add(operand);
            }
        }
        else
        {
            conditions.Add(condition);
        }
    }

    /// <summary>Adds <c>b = c</c> for each path b that is equal to a path a, which is equal to a value c of no source of this query.</summary>
    public void AddImplied(ulong ownSources)
    {
        foreach (var known in conditions)
        {
            if (known is not BoundComparison { Operator: ComparisonOperator.Equal } equality)
            {
                continue;
            }

            if ((equality.Right.Sources & ownSources) == 0)
            {
                AddImplied(equality.Left, equality.Right, ownSources);
            }
            else if ((equality.Left.Sources & ownSources) == 0)
            {
                AddImplied(equality.Right, equality.Left, ownSources);
            }
        }
    }

    public void Remove(BoundExpression condition)
    {
        var index = conditions.FindIndex(other => ReferenceEquals(other, condition));
        if (index >= 0)
        {
            conditions.RemoveAt(index);
        }
    }

    /// <summary>Takes out the conditions that can be checked now.</summary>
    public ImmutableArray<BoundExpression> TakeWhere(Func<BoundExpression, bool> canBeChecked)
    {
        if (conditions.Count == 0)
        {
            return [];
        }

        var taken = ImmutableArray.CreateBuilder<BoundExpression>(conditions.Count);
        foreach (var condition in conditions)
        {
            if (canBeChecked(condition))
            {
                taken.Add(condition);
            }
        }

        foreach (var condition in taken)
        {
            Remove(condition);
        }

        return taken.DrainToImmutable();
    }

    /// <summary>Whether a condition answers for any row: equality, membership and type tests of plain operands, and what combines them.</summary>
    public static bool NeverFails(BoundExpression condition) => condition switch
    {
        BoundConstant or BoundParameter or BoundVariable or BoundName => true,
        BoundPath path => NeverFails(path.Root) && path.Steps.All(static step => step.Key is null),
        BoundComparison { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual } comparison =>
            NeverFails(comparison.Left) && NeverFails(comparison.Right),
        BoundCall { Function.Name: "IS" } test => test.Arguments.All(NeverFails),
        BoundLogical logical => logical.Operands.All(IsTruthValue),
        BoundNot not => IsTruthValue(not.Operand),
        _ => false,
    };

    // AND, OR and NOT fail for operands that are no truth values.
    private static bool IsTruthValue(BoundExpression condition) =>
        condition is BoundComparison or BoundCall or BoundLogical or BoundNot && NeverFails(condition);

    private void AddImplied(BoundExpression path, BoundExpression value, ulong ownSources)
    {
        if (SourcePath.Of(path) is not { } known)
        {
            return;
        }

        foreach (var condition in conditions)
        {
            if (condition is BoundComparison { Operator: ComparisonOperator.Equal } equality
                && (equality.Left.Sources & ownSources) != 0 && (equality.Right.Sources & ownSources) != 0)
            {
                var other = known.IsSameAs(equality.Left) ? equality.Right : known.IsSameAs(equality.Right) ? equality.Left : null;
                if (other is not null)
                {
                    implied.Add(new BoundComparison(value.Span, ComparisonOperator.Equal, other, value));
                }
            }
        }
    }
}
