using Xunit;

namespace Qldb.Ion.Tests.Hashing;

public sealed class QldbHashTests
{
    private static readonly QldbHash OfId = QldbHash.OfString("Bx0VYbWkNxUF9q2m7T3aQe");

    [Theory]
    [InlineData("", "37b6e5aef22429d44339e2786f9ccdab715bf4fac80f6e860d4e79b964621dd4")]
    [InlineData("\u000B\u000C\u000E", "ae4b7d2b8c56066a77e3f77a58d223e8bd798796b0d0f3167a57560570c73fa4")]
    [InlineData("Ada", "6197c00bbc34a4878d8fc9618b4b5a881626187da42308fdc07c2f12859e30e3")]
    public void A_text_is_hashed_as_an_Ion_string(string text, string expected)
    {
        Assert.Equal(expected, Hex(QldbHash.OfString(text)));
        Assert.Equal(expected, Hex(QldbHash.Of(IonElement.OfString(text))));
    }

    [Fact]
    public void Zero_has_the_hash_of_the_specification() =>
        Assert.Equal("a3c7def97b35b3fb34db4682fff002d3da3937011bd3722947f52aa94b8d5931", Hex(QldbHash.Of(IonElement.OfInt(0))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(170)]
    [InlineData(5000)]
    public void A_string_has_the_same_hash_from_its_characters_and_from_binary(int length)
    {
        var text = string.Concat(Enumerable.Repeat("a\u000Bé\u000E€😀\u000C", length));
        Assert.Equal(QldbHash.Of(IonElement.OfString(text)), QldbHash.OfString(text));
    }

    [Fact]
    public void The_drivers_dot_hashes_the_other_operand_when_one_is_empty()
    {
        Assert.Equal("2b0e4b57776ec7b2f66d92fedbd59c3e4f213ce358ba0410ed3f95a74ea4be12", Hex(OfId.Dot(QldbHash.Empty)));
        Assert.Equal(OfId.Dot(QldbHash.Empty), QldbHash.Empty.Dot(OfId));
    }

    [Fact]
    public void The_journals_dot_leaves_the_other_operand_as_it_is_when_one_is_empty()
    {
        Assert.Equal(OfId, JournalHash.Dot(OfId, QldbHash.Empty));
        Assert.Equal(OfId, JournalHash.Dot(QldbHash.Empty, OfId));
        Assert.True(JournalHash.Dot(QldbHash.Empty, QldbHash.Empty).IsEmpty);
    }

    [Fact]
    public void Both_dots_agree_on_two_hashes()
    {
        Assert.Equal("de1a43c222d562782075c0229603acbf144254ffa902563328ded84a7f526b6c", Hex(OfId.Dot(OfId)));
        var other = QldbHash.OfString("other");
        Assert.Equal(OfId.Dot(other), other.Dot(OfId));
        Assert.Equal(OfId.Dot(other), JournalHash.Dot(OfId, other));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(33)]
    public void Any_other_length_than_0_and_32_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => new QldbHash(new byte[length]));

    [Fact]
    public void Base64_and_back_is_the_same_hash()
    {
        Assert.Equal(OfId, QldbHash.Parse(OfId.ToString()));
        Assert.True(QldbHash.Parse("").IsEmpty);
        Assert.Throws<FormatException>(() => QldbHash.Parse("AAAA"));
        Assert.Throws<FormatException>(() => QldbHash.Parse("no base64"));
    }

    [Fact]
    public void A_lone_surrogate_has_no_hash() => Assert.Throws<ArgumentException>(() => QldbHash.OfString("a\uD800b"));

    private static string Hex(QldbHash hash) => Convert.ToHexStringLower(hash.ToArray());
}
