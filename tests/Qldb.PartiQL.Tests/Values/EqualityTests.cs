using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Qldb.Ion;
using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Values;

public sealed class EqualityTests
{
    private readonly MemoryLedger ledger = new();

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "1e0", true)]
    [InlineData("1.1", "1.1e0", true)]
    [InlineData("100", "1d2", true)]
    [InlineData("0", "-0e0", true)]
    [InlineData("-0.0", "0d5", true)]
    [InlineData("1152921504606846976", "1152921504606846976e0", true)]
    [InlineData("1152921504606846977", "1152921504606846976e0", false)]
    [InlineData("nan", "nan", true)]
    [InlineData("+inf", "-inf", false)]
    [InlineData("1d2147483647", "1d2147483646", false)]
    [InlineData("\"a\"", "a", true)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("{{YQ==}}", "{{\"a\"}}", false)]
    [InlineData("2020-01-01T00:00Z", "2020-01-01T", true)]
    [InlineData("2020-01-01T01:00+01:00", "2020-01-01T00:00:00.000Z", true)]
    [InlineData("2020-01-01T00:00:00.10Z", "2020-01-01T00:00:00.1Z", true)]
    [InlineData("[1, 2]", "[1.0, 2e0]", true)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1]", "(1)", false)]
    [InlineData("[null]", "[null.int]", true)]
    [InlineData("{a: 1, b: 2}", "{b: 2.0, a: 1}", true)]
    [InlineData("{a: 1, a: 2}", "{a: 2, a: 1}", true)]
    [InlineData("{a: 1, a: 1}", "{a: 1}", false)]
    [InlineData("x::1", "1", true)]
    [InlineData("[x::1]", "[1]", true)]
    [InlineData("$0", "$0", true)]
    [InlineData("\"\"", "null", null)]
    [InlineData("null", "null", null)]
    public void Equality_is_what_the_reference_says(string left, string right, bool? expected)
    {
        var (a, b) = (IonElement.ParseText(left), IonElement.ParseText(right));
        Assert.Equal(expected, PartiQLEquality.AreEqual(a, b));
        Assert.Equal(expected, PartiQLEquality.AreEqual(b, a));
    }

    [Fact]
    public void Values_are_equal_exactly_when_their_canonical_keys_are() =>
        Prop.ForAll(Pairs(), pair =>
        {
            var (left, right) = pair;
            var keyed = Key(left) is { } a && Key(right) is { } b ? a.AsSpan().SequenceEqual(b) : (bool?)null;
            var answered = ledger.Execute("SELECT VALUE ? = ? FROM << 0 >>", left, right).Single();
            var operated = answered.IsNull ? (bool?)null : answered.GetBoolean();
            return (keyed == operated && keyed == PartiQLEquality.AreEqual(left, right))
                .Label($"{left} = {right}: key {keyed}, operator {operated}");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_and_equality_of_numbers_agree() =>
        Prop.ForAll(Numbers().Two().ToArbitrary(), pair =>
        {
            var rows = ledger.Execute("SELECT VALUE [a < b, a = b, a > b] FROM << {'a': ?, 'b': ?} >>", pair.Item1, pair.Item2);
            return rows.Single().EnumerateElements().Count(static item => item.GetBoolean()) == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_written_one_after_the_other_stay_apart() =>
        Prop.ForAll(Elements().Two().Two().ToArbitrary(), pairs =>
        {
            var ((a, b), (c, d)) = pairs;
            if (Key(a) is not { } first || Key(b) is not { } second || Key(c) is not { } third || Key(d) is not { } fourth)
            {
                return true;
            }

            var areSame = first.AsSpan().SequenceEqual(third) && second.AsSpan().SequenceEqual(fourth);
            return areSame == first.Concat(second).SequenceEqual(third.Concat(fourth));
        }).QuickCheckThrowOnFailure();

    private static byte[]? Key(IonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        return PartiQLEquality.WriteCanonicalKey(value, output) ? output.WrittenSpan.ToArray() : null;
    }

    // Values from few, so that many pairs are equal in spite of different writing.
    private static Arbitrary<(IonElement Left, IonElement Right)> Pairs() =>
        Elements().Two().Select(static pair => (pair.Item1, pair.Item2)).ToArbitrary();

    private static Gen<IonElement> Elements() => Texts(3).Select(IonElement.ParseText);

    private static Gen<IonElement> Numbers() => NumberTexts().Select(IonElement.ParseText);

    private static Gen<string> NumberTexts() => Gen.Elements(
        "0", "0.", "-0.", "0e0", "-0e0", "1", "1.0", "1e0", "10d-1", "-1", "-1.00", "1.1", "1.1e0", "11d-1", "100", "1d2", "1e2",
        "9007199254740993", "9007199254740992e0", "9007199254740992", "123456789012345678901234567890", "1d-30", "1e-30", "1e300",
        "1d300", "nan", "+inf", "-inf", "0.1e0", "0.1", "0.1000000000000000055511151231257827021181583404541015625");

    private static Gen<string> Texts(int depth)
    {
        var scalars = Gen.OneOf(
            NumberTexts(),
            Gen.Elements(
                "null", "null.int", "null.struct", "true", "false", "\"a\"", "a", "'a'", "\"\"", "\"\\u00e9\"", "\"1\"", "$0",
                "2020-01-01T", "2020T", "2020-01-01T00:00Z", "2020-01-01T01:00:00.0+01:00", "{{YQ==}}", "{{\"a\"}}", "x::1", "[]", "()", "{}"));
        if (depth == 0)
        {
            return scalars;
        }

        var inner = Texts(depth - 1);
        var lists = inner.ListOf(2).Select(static items => $"[{string.Join(", ", items)}]");
        var sexps = inner.ListOf(2).Select(static items => $"({string.Join(' ', items)})");
        var structs = Gen.Elements("a", "b").Zip(inner, static (name, value) => $"{name}: {value}").ListOf(2)
            .Select(static fields => $"{{{string.Join(", ", fields)}}}");
        return Gen.Frequency((4, scalars), (1, lists), (1, sexps), (1, structs));
    }
}
