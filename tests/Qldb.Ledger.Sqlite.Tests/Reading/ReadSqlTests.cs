using System.Reflection;
using Qldb.Ledger.Sqlite.Reading;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Reading;

public sealed class ReadSqlTests
{
    public static TheoryData<string> Queries =>
        [.. typeof(ReadSql).GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(query => query.Name)];

    /// <summary>
    /// The one thing sorted is the index entries that went after the snapshot was taken: few, for a snapshot in use. The one thing walked through is the ranges of
    /// transaction ids: one for 1,024 blocks.
    /// </summary>
    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_goes_straight_to_its_rows_and_sorts_nothing(string name)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteLedgerStore.Create(folder.Ledger(), "ledger");
        var sql = (string)typeof(ReadSql).GetField(name)!.GetRawConstantValue()!;

        var steps = new List<string>();
        using var plan = store.Writer.Prepare("EXPLAIN QUERY PLAN " + sql);
        while (plan.Read())
        {
            steps.Add(plan.GetString(3));
        }

        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN", StringComparison.Ordinal) && step is not ("SCAN entry" or "SCAN range"));
        Assert.DoesNotContain(steps, step => step.Contains("AUTOMATIC", StringComparison.Ordinal));
        Assert.All(
            steps.Index().Where(step => step.Item.Contains("TEMP B-TREE", StringComparison.Ordinal)),
            sort => Assert.StartsWith("SEARCH past_index_entry", steps[sort.Index - 1], StringComparison.Ordinal));
    }

    /// <summary>A lookup by index key once took fifty microseconds instead of eight: its LIMIT was a parameter, for which SQLite plans anew at each binding.</summary>
    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_is_planned_once_whatever_is_bound(string name)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteLedgerStore.Create(folder.Ledger(), "ledger");
        var query = store.Writer.Prepare((string)typeof(ReadSql).GetField(name)!.GetRawConstantValue()!);

        for (var value = 1; value <= 3; value++)
        {
            for (var parameter = 1; parameter <= query.ParameterCount; parameter++)
            {
                query.Bind(parameter, value);
            }

            query.Run();
        }

        Assert.Equal(0, query.ReplanCount);
    }
}
