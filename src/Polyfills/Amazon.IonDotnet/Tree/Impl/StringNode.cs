namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class StringNode(string value) : IonNode
{
    private string _value = value;

    public override bool IsNull => _value is null;

    public override string StringValue => _value;

    public override IonType Type() => IonType.String;

    protected override void ClearContent() => _value = null;
}
