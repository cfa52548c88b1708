using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Binding;

/// <summary>The names that the sources of one query give, innermost first towards the outer queries.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly List<BoundSource> sources = [];
    private readonly List<(string Name, int Slot)> groupNames = [];

    public Scope? Outer { get; } = outer;

    public IReadOnlyList<BoundSource> Sources => sources;

    /// <summary>True once rows have been grouped: only group keys and aggregates have values then.</summary>
    public bool IsGrouped { get; set; }

    public bool HasSources => sources.Count > 0 || (Outer?.HasSources ?? false);

    public void Add(BoundSource source) => sources.Add(source);

    public void AddGroupName(string name, int slot) => groupNames.Add((name, slot));

    /// <summary>The alias of that name, or null.</summary>
    public BoundVariable? FindAlias(string name, SourceSpan span)
    {
        if (IsGrouped)
        {
            foreach (var (groupName, slot) in groupNames)
            {
                if (groupName == name)
                {
                    return new BoundVariable(span, slot, 0);
                }
            }
        }

        foreach (var source in sources)
        {
            var names = source.Names;
            var slot = names.Alias == name ? names.Slot : names.At == name ? names.AtSlot : names.By == name ? names.BySlot : null;
            if (slot is { } found)
            {
                return new BoundVariable(span, found, source.Bit);
            }
        }

        return Outer?.FindAlias(name, span);
    }

    /// <summary>The name as a field of whichever source has it; null where there is no source at all.</summary>
    public BoundExpression? FindField(string name, SourceSpan span)
    {
        var slots = ImmutableArray.CreateBuilder<int>();
        var bits = 0UL;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var source in scope.sources)
            {
                slots.Add(source.Slot);
                bits |= source.Bit;
            }
        }

        return slots.Count switch
        {
            0 => null,
            1 => new BoundPath(span, new BoundVariable(span, slots[0], bits), [new BoundStep(name, Key: null)]),
            _ => new BoundName(span, name, slots.ToImmutable(), bits),
        };
    }
}
