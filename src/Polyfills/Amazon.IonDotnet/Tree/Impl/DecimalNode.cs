namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class DecimalNode(BigDecimal? value) : ScalarNode<BigDecimal>(value)
{
    public override BigDecimal BigDecimalValue => Content;

    public override decimal DecimalValue => Content.ToDecimal();

    public override IonType Type() => IonType.Decimal;
}
