namespace Amazon.IonDotnet.Tree.Impl;

internal sealed class NullNode : IonNode
{
    public override bool IsNull => true;

    public override IonType Type() => IonType.Null;

    protected override void ClearContent()
    {
        // It has none.
    }
}
