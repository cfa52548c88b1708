namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class FloatNode(double? value) : ScalarNode<double>(value)
{
    public override double DoubleValue => Content;

    public override IonType Type() => IonType.Float;
}
