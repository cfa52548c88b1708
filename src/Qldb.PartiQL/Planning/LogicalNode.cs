using System.Collections.Immutable;
using Qldb.PartiQL.Binding;

namespace Qldb.PartiQL.Planning;

/// <summary>A step of a plan: what is done to rows, in which order.</summary>
internal abstract record LogicalNode;

/// <summary>Reads all rows of a table.</summary>
internal sealed record LogicalScan(BoundTable Source) : LogicalNode;

/// <summary>Reads the rows of a table that are found under a key, or under each key of a collection.</summary>
internal sealed record LogicalLookup(BoundTable Source, LookupPath Path, BoundExpression Key, bool IsCollection) : LogicalNode;

/// <summary>Reads the history of a table, or of the documents whose ids are given.</summary>
internal sealed record LogicalHistory(BoundHistory Source, BoundExpression? DocumentId, bool IsCollection) : LogicalNode;

/// <summary>Reads the elements of a collection.</summary>
internal sealed record LogicalUnnest(BoundUnnest Source) : LogicalNode;

/// <summary>Reads the rows of a query in FROM position.</summary>
internal sealed record LogicalDerived(BoundDerived Source, LogicalNode Query) : LogicalNode;

/// <summary>Keeps the rows for which every condition is true.</summary>
internal sealed record LogicalFilter(LogicalNode Input, ImmutableArray<BoundExpression> Conditions) : LogicalNode;

/// <summary>Reads the inner side anew for each row of the outer one.</summary>
internal sealed record LogicalNestedLoop(LogicalNode Outer, LogicalNode Inner) : LogicalNode;

/// <summary>As <see cref="LogicalNestedLoop"/>; an outer row without inner rows is kept, with the inner source NULL.</summary>
internal sealed record LogicalLeftJoin(LogicalNode Outer, LogicalNode Inner, BoundNames InnerNames) : LogicalNode;

/// <summary>Reads the inner side once into a hash table, and looks each outer row up in it.</summary>
internal sealed record LogicalHashJoin(
    LogicalNode Outer,
    LogicalNode Inner,
    BoundNames InnerNames,
    ImmutableArray<BoundExpression> OuterKeys,
    ImmutableArray<BoundExpression> InnerKeys) : LogicalNode;

/// <summary>Makes one row of each group.</summary>
internal sealed record LogicalAggregate(LogicalNode Input, BoundGrouping Grouping, ImmutableArray<BoundNames> Sources) : LogicalNode;

/// <summary>Sorts rows, which are the slots from <paramref name="FirstSlot"/> up to <paramref name="EndSlot"/>.</summary>
internal sealed record LogicalSort(LogicalNode Input, ImmutableArray<BoundSortKey> Keys, int FirstSlot, int EndSlot) : LogicalNode;

/// <summary>Makes a result of each row.</summary>
internal sealed record LogicalProject(LogicalNode Input, BoundProjection Projection) : LogicalNode;

/// <summary>Keeps the first of equal results.</summary>
internal sealed record LogicalDistinct(LogicalNode Input) : LogicalNode;

/// <summary>Skips results, then keeps at most so many.</summary>
internal sealed record LogicalLimit(LogicalNode Input, BoundExpression? Limit, BoundExpression? Offset) : LogicalNode;

/// <summary>Inserts documents.</summary>
internal sealed record LogicalInsert(BoundInsert Insert) : LogicalNode;

/// <summary>Changes the documents that the input finds.</summary>
internal sealed record LogicalUpdate(LogicalNode Input, BoundUpdate Update) : LogicalNode;

/// <summary>Deletes the documents that the input finds.</summary>
internal sealed record LogicalDelete(LogicalNode Input, BoundTable Target) : LogicalNode;

/// <summary>Changes the catalog, or redacts: one call of the engine.</summary>
internal sealed record LogicalCommand(BoundStatement Statement) : LogicalNode;
