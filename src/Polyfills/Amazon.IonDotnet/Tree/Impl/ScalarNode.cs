namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>A value that cannot be edited, other than by making it null.</summary>
internal abstract class ScalarNode<T>(T? content) : IonNode
    where T : struct
{
    private T? _content = content;

    public override bool IsNull => _content is null;

    protected T Content => _content ?? throw new NullValueException();

    protected override void ClearContent() => _content = null;
}
