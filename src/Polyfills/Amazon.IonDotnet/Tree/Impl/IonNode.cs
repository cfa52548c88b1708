using System.Numerics;
using System.Text;
using Amazon.IonDotnet.Internals;

namespace Amazon.IonDotnet.Tree.Impl;

/// <summary>What all nodes do alike. Members of a type are refused here, and overridden by the nodes of that type.</summary>
internal abstract class IonNode : IIonValue
{
    private List<SymbolToken> _annotations;

    public SymbolToken FieldNameSymbol { get; set; }

    public abstract bool IsNull { get; }

    public bool IsReadOnly { get; private set; }

    public abstract IonType Type();

    public void AddTypeAnnotation(string annotation)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        AddTypeAnnotation(new SymbolToken(annotation, SymbolToken.UnknownSid));
    }

    public void AddTypeAnnotation(SymbolToken annotation)
    {
        ThrowIfReadOnly();
        (_annotations ??= []).Add(annotation);
    }

    public void ClearAnnotations()
    {
        ThrowIfReadOnly();
        _annotations = null;
    }

    public IReadOnlyCollection<SymbolToken> GetTypeAnnotationSymbols() => _annotations is null ? SymbolToken.EmptyArray : _annotations;

    public bool HasAnnotation(string text) => _annotations is not null && _annotations.Exists(a => a.Text == text);

    public bool IsEquivalentTo(IIonValue value) => value is not null && Documents.AreEquivalent(this, value);

    public void MakeNull()
    {
        ThrowIfReadOnly();
        ClearContent();
    }

    public void MakeReadOnly() => IsReadOnly = true;

    public string ToPrettyString() => Documents.ToPrettyText(this);

    public void WriteTo(IIonWriter writer) => TreeWriter.Write(this, writer);

    public virtual bool BoolValue => throw NotSupported();

    public virtual IntegerSize IntegerSize => throw NotSupported();

    public virtual BigInteger BigIntegerValue => throw NotSupported();

    public virtual int IntValue => throw NotSupported();

    public virtual long LongValue => throw NotSupported();

    public virtual double DoubleValue => throw NotSupported();

    public virtual decimal DecimalValue => throw NotSupported();

    public virtual BigDecimal BigDecimalValue => throw NotSupported();

    public virtual Timestamp TimestampValue => throw NotSupported();

    public virtual string StringValue => throw NotSupported();

    public virtual SymbolToken SymbolValue => throw NotSupported();

    public virtual int Count => throw NotSupported();

    public virtual ReadOnlySpan<byte> Bytes() => throw NotSupported();

    public virtual void SetBytes(ReadOnlySpan<byte> buffer) => throw NotSupported();

    public virtual int ByteSize() => throw NotSupported();

    public virtual StreamReader NewReader(Encoding encoding) => throw NotSupported();

    public virtual void Add(IIonValue item) => throw NotSupported();

    public virtual void Clear() => throw NotSupported();

    public virtual bool Contains(IIonValue item) => throw NotSupported();

    public virtual void CopyTo(IIonValue[] array, int arrayIndex) => throw NotSupported();

    public virtual IEnumerator<IIonValue> GetEnumerator() => throw NotSupported();

    public virtual bool Remove(IIonValue item) => throw NotSupported();

    public virtual void RemoveAt(int index) => throw NotSupported();

    public virtual int IndexOf(IIonValue item) => throw NotSupported();

    public virtual IIonValue GetElementAt(int index) => throw NotSupported();

    public virtual bool ContainsField(string fieldName) => throw NotSupported();

    public virtual IIonValue GetField(string fieldName) => throw NotSupported();

    public virtual void SetField(string fieldName, IIonValue value) => throw NotSupported();

    public virtual bool RemoveField(string fieldName) => throw NotSupported();

    protected abstract void ClearContent();

    protected void ThrowIfReadOnly()
    {
        if (IsReadOnly)
            throw new InvalidOperationException("Value is read-only");
    }

    protected void ThrowIfNull()
    {
        if (IsNull)
            throw new NullValueException();
    }

    private InvalidOperationException NotSupported() => new($"This operation is not supported for Ion{Type()}");
}
