namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class SymbolNode(SymbolToken? value) : ScalarNode<SymbolToken>(value)
{
    public override string StringValue => IsNull ? null : Content.Text;

    public override SymbolToken SymbolValue => IsNull ? new SymbolToken(null, 0) : Content;

    public override IonType Type() => IonType.Symbol;
}
