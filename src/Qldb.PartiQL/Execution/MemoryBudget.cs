namespace Qldb.PartiQL.Execution;

/// <summary>
/// How much one run of a statement may hold on to at a time: rows to sort, groups, results to compare, documents to change, values of inner queries. Half
/// of it is for hash joins, which do with what they get (<see cref="JoinShare"/>); what needs more than the other half is refused.
/// </summary>
/// <remarks>Sizes are those of <see cref="Values.Value.Footprint"/>: near enough to what the runtime takes.</remarks>
internal sealed class MemoryBudget(long limit, int sourceCount)
{
    private readonly long shared = limit / 2;
    private Dictionary<object, long>? held;
    private long used;

    /// <summary>Gets how much each hash join of the statement may keep of its inner side at a time.</summary>
    public long JoinShare { get; } = limit / 2 / Math.Max(1, sourceCount - 1);

    /// <summary>Takes some of the budget until the statement ends.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="purpose">What for, as a message can say it: "to sort".</param>
    /// <exception cref="PartiQLException">There is not so much left.</exception>
    public void Take(long bytes, string purpose)
    {
        used += bytes;
        if (used > shared)
        {
            throw new PartiQLException(
                PartiQLStage.Limit,
                $"Limit Error: the statement needs more than {shared} bytes of memory {purpose}; narrow it down by a condition, or raise the limit of {limit} bytes for statements");
        }
    }

    /// <summary>Takes what an owner holds now, in place of what it held before.</summary>
    /// <exception cref="PartiQLException">There is not so much left.</exception>
    public void Hold(object owner, long bytes, string purpose)
    {
        held ??= new(ReferenceEqualityComparer.Instance);
        held.TryGetValue(owner, out var before);
        held[owner] = bytes;
        Take(bytes - before, purpose);
    }
}
