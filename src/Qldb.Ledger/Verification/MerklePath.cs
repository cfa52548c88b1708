using Qldb.Ion;

namespace Qldb.Ledger.Verification;

/// <summary>The siblings on the way from a leaf to the root of a small tree that is at hand: a block's revisions, or its entries.</summary>
internal static class MerklePath
{
    public static IEnumerable<QldbHash> Of(IReadOnlyList<QldbHash> leaves, int index)
    {
        var level = leaves;
        while (level.Count > 1)
        {
            var sibling = index ^ 1;
            if (sibling < level.Count && !level[sibling].IsEmpty)
            {
                // An empty sibling changes nothing on the way up, so it is left out.
                yield return level[sibling];
            }

            level = Join(level);
            index /= 2;
        }
    }

    private static List<QldbHash> Join(IReadOnlyList<QldbHash> level)
    {
        var joined = new List<QldbHash>((level.Count + 1) / 2);
        for (var i = 0; i < level.Count; i += 2)
        {
            joined.Add(i + 1 < level.Count ? JournalHash.Dot(level[i], level[i + 1]) : level[i]);
        }

        return joined;
    }
}
