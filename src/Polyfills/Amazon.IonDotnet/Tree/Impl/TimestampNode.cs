using Qldb.Ion;

namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>A timestamp with all its digits, of which <see cref="Timestamp"/> has no room for more than 28 after the second.</summary>
internal sealed class TimestampNode(IonTimestamp? value) : ScalarNode<IonTimestamp>(value)
{
    public override Timestamp TimestampValue => new(Content);

    public IonTimestamp IonValue => Content;

    public override IonType Type() => IonType.Timestamp;
}
