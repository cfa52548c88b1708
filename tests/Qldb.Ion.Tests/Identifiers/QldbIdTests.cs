using FsCheck;
using FsCheck.Fluent;
using Qldb.Ion.Tests.Conformance;
using Xunit;

namespace Qldb.Ion.Tests.Identifiers;

public sealed class QldbIdTests
{
    [Fact]
    public void Any_two_numbers_make_22_characters_that_sort_as_they_do() =>
        Prop.ForAll<ulong, ulong, ulong>((a, b, c) =>
        {
            var left = new QldbId(a, b);
            var right = c % 2 == 0 ? new QldbId(a, c) : new QldbId(c, b);
            Assert.Equal(left, QldbId.Parse(left.ToString()));
            Assert.Equal(QldbId.Length, left.ToString().Length);
            return Math.Sign(left.CompareTo(right)) == Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()));
        }).QuickCheckThrowOnFailure();

    [ConformanceFact]
    public void Real_ids_have_the_two_numbers_that_were_found_for_them()
    {
        foreach (var record in IonFile.Read(ConformanceData.PathOf("journal", "ids", "transaction-ids.ion")))
        {
            foreach (var value in record.EnumerateElements())
            {
                var id = QldbId.Parse(value.GetField("id").GetString());
                Assert.Equal(value.GetField("high").GetBigInteger(), id.High);
                Assert.Equal(value.GetField("low").GetBigInteger(), id.Low);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000000000000000000")]
    [InlineData("00000000000000000000000")]
    [InlineData("0000000000-00000000000")]
    [InlineData("zzzzzzzzzzz00000000000")]
    [InlineData("LygHa16AHYG00000000000")]
    public void What_is_no_id_is_refused(string text)
    {
        Assert.False(QldbId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => QldbId.Parse(text));
    }

    [Fact]
    public void The_largest_id_is_read() =>
        Assert.Equal(new QldbId(ulong.MaxValue, ulong.MaxValue), QldbId.Parse(new QldbId(ulong.MaxValue, ulong.MaxValue).ToString()));
}
