namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class BoolNode(bool? value) : ScalarNode<bool>(value)
{
    public override bool BoolValue => Content;

    public override IonType Type() => IonType.Bool;
}
