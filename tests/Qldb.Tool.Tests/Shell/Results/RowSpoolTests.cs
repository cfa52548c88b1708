using Qldb.Ion;
using Qldb.Tool.Shell.Results;

namespace Qldb.Tool.Tests.Shell.Results;

/// <summary>Rows wait for their commit in memory or in a file, and come out as they went in.</summary>
public sealed class RowSpoolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60_000)] // some 12 MiB
    public void Rows_come_out_as_they_went_in(int count)
    {
        using var spool = new RowSpool();
        for (var i = 0; i < count; i++)
        {
            spool.Add(Row(i));
        }

        Assert.Equal(count, spool.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), spool.Read().Select(row => row.GetField("n").GetInt64()));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60_000)]
    public void After_a_retry_only_the_last_attempt_counts(int before)
    {
        using var spool = new RowSpool();
        for (var i = 0; i < before; i++)
        {
            spool.Add(Row(i));
        }

        spool.Clear();
        spool.Add(Row(-1));
        Assert.Equal(-1, Assert.Single(spool.Read()).GetField("n").GetInt64());
    }

    private static ReadOnlySpan<byte> Row(int n) => IonText.ToBinary($"{{n: {n}, text: \"{new string('x', 200)}\"}}");
}
