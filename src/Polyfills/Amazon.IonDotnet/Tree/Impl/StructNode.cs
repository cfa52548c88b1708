using System.Collections;

namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>
/// A bag of fields, in the order of insertion. The names are kept here, and only shown on the children: a value that is put into two
/// structs under two names keeps both.
/// </summary>
internal sealed class StructNode(bool isNull = false) : IonNode, ICollection<IIonValue>
{
    private List<(SymbolToken Name, IIonValue Value)> _fields = isNull ? null : [];

    public override bool IsNull => _fields is null;

    public override int Count => _fields?.Count ?? 0;

    public IReadOnlyList<(SymbolToken Name, IIonValue Value)> Fields => _fields;

    public override IonType Type() => IonType.Struct;

    public override bool ContainsField(string fieldName)
    {
        ArgumentNullException.ThrowIfNull(fieldName);
        return _fields is not null && _fields.Exists(field => field.Name.Text == fieldName);
    }

    public override IIonValue GetField(string fieldName)
    {
        ArgumentNullException.ThrowIfNull(fieldName);
        ThrowIfNull();
        return _fields.Find(field => field.Name.Text == fieldName).Value;
    }

    public override void SetField(string fieldName, IIonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        RemoveField(fieldName);
        Append(new SymbolToken(fieldName, SymbolToken.UnknownSid), value);
    }

    public override bool RemoveField(string fieldName)
    {
        if (string.IsNullOrWhiteSpace(fieldName))
            throw new ArgumentNullException(nameof(fieldName));
        ThrowIfReadOnly();
        ThrowIfNull();
        return RemoveAll(field => field.Name.Text == fieldName);
    }

    /// <summary>Adds a field behind the others, also when there is one of that name.</summary>
    public void Append(SymbolToken name, IIonValue value)
    {
        _fields.Add((name, value));
        value.FieldNameSymbol = name;
    }

    public override void Add(IIonValue item) => throw new NotSupportedException("A value is added to a struct with SetField, which names it");

    public override void Clear()
    {
        ThrowIfReadOnly();
        _fields = [];
    }

    public override bool Contains(IIonValue item) => _fields is not null && _fields.Exists(field => ReferenceEquals(field.Value, item));

    public override bool Remove(IIonValue item)
    {
        ThrowIfReadOnly();
        return _fields is not null && RemoveAll(field => ReferenceEquals(field.Value, item));
    }

    public override IIonValue GetElementAt(int index)
    {
        ThrowIfNull();
        return _fields[index].Value;
    }

    public override void CopyTo(IIonValue[] array, int arrayIndex)
    {
        foreach (var value in this)
            array[arrayIndex++] = value;
    }

    public override IEnumerator<IIonValue> GetEnumerator() =>
        _fields is null ? Enumerable.Empty<IIonValue>().GetEnumerator() : _fields.Select(field => field.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void ClearContent() => _fields = null;

    private bool RemoveAll(Predicate<(SymbolToken Name, IIonValue Value)> match)
    {
        foreach (var (_, value) in _fields.FindAll(match))
            value.FieldNameSymbol = default;
        return _fields.RemoveAll(match) > 0;
    }
}
