using System.Numerics;

namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class IntNode(BigInteger? value) : ScalarNode<BigInteger>(value)
{
    public override IntegerSize IntegerSize => IsNull ? IntegerSize.Unknown : SizeOf(Content);

    public override BigInteger BigIntegerValue => Content;

    public override int IntValue => (int)Content;

    public override long LongValue => (long)Content;

    public override IonType Type() => IonType.Int;

    private static IntegerSize SizeOf(BigInteger value) => value switch
    {
        _ when value >= int.MinValue && value <= int.MaxValue => IntegerSize.Int,
        _ when value >= long.MinValue && value <= long.MaxValue => IntegerSize.Long,
        _ => IntegerSize.BigInteger,
    };
}
