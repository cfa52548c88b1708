using System.Collections;

namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>A list, a sexp or a datagram. Its members are told apart by identity.</summary>
internal sealed class SequenceNode(IonType type, bool isNull = false) : IonNode, IList<IIonValue>
{
    private List<IIonValue> _children = isNull ? null : [];

    public override bool IsNull => _children is null;

    public override int Count => _children?.Count ?? 0;

    public IIonValue this[int index]
    {
        get => GetElementAt(index);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            EditableChildren()[index] = value;
        }
    }

    public override IonType Type() => type;

    public override void Add(IIonValue item) => Insert(Count, item);

    public void Insert(int index, IIonValue item)
    {
        ArgumentNullException.ThrowIfNull(item);
        EditableChildren().Insert(index, item);
    }

    public override void Clear()
    {
        ThrowIfReadOnly();
        _children = [];
    }

    public override bool Contains(IIonValue item) => IndexOf(item) >= 0;

    public override int IndexOf(IIonValue item) => _children?.FindIndex(child => ReferenceEquals(child, item)) ?? -1;

    public override bool Remove(IIonValue item)
    {
        ThrowIfReadOnly();
        var index = IndexOf(item);
        if (index < 0)
            return false;
        _children.RemoveAt(index);
        return true;
    }

    public override void RemoveAt(int index) => EditableChildren().RemoveAt(index);

    public override IIonValue GetElementAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index >= Count)
            throw new IndexOutOfRangeException($"There is no element {index} in a container of {Count}");
        return _children[index];
    }

    public override void CopyTo(IIonValue[] array, int arrayIndex) => _children?.CopyTo(array, arrayIndex);

    public override IEnumerator<IIonValue> GetEnumerator()
    {
        ThrowIfNull();
        return _children.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void ClearContent() => _children = null;

    private List<IIonValue> EditableChildren()
    {
        ThrowIfReadOnly();
        ThrowIfNull();
        return _children;
    }
}
