using System.Numerics;
using Qldb.Ion;

namespace Amazon.IonDotnet.Internals;

/// <summary>What the writers have in common: names and annotations wait here for their value, and everything ends in a writer of Qldb.Ion.</summary>
internal abstract class IonWriterAdapter : IIonWriter
{
    private readonly Stack<IonType> _containers = new();
    private readonly List<string> _annotations = [];
    private string _fieldName;
    private bool _hasFieldName;

    public ISymbolTable SymbolTable => Symbols;

    public bool IsInStruct => _containers.TryPeek(out var container) && container == IonType.Struct;

    /// <summary>The symbols of the datagram, numbered in the order of their first use.</summary>
    protected LocalSymbolTable Symbols { get; set; } = new();

    protected abstract Qldb.Ion.IIonWriter Output { get; }

    protected bool IsAtTopLevel => _containers.Count == 0;

    public abstract void Flush();

    public abstract void Finish();

    public abstract void Dispose();

    public void SetFieldName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        SetField(Symbols.Intern(name).Text);
    }

    public void SetFieldNameSymbol(SymbolToken symbol) => SetField(TextOf(symbol));

    public void StepIn(IonType type)
    {
        if (type is not (IonType.List or IonType.Sexp or IonType.Struct))
            throw new IonException($"{type} is not a container that can be stepped into");
        if (OwnsSymbolTable && IsAtTopLevel && type == IonType.Struct && _annotations is [SystemSymbols.IonSymbolTable, ..])
            throw new IonException($"A struct annotated {SystemSymbols.IonSymbolTable} is a symbol table: the writer makes its own");
        BeginValue();
        Output.StepIn(ToQldb(type));
        _containers.Push(type);
    }

    public void StepOut()
    {
        if (IsAtTopLevel)
            throw new IonException("There is no container to step out of");
        if (_hasFieldName || _annotations.Count > 0)
            throw new IonException("A field name or an annotation waits for its value");
        Output.StepOut();
        _containers.Pop();
        EndValue();
    }

    public void WriteValue(IIonReader reader) => ReaderCopy.WriteValue(reader, this);

    public void WriteValues(IIonReader reader) => ReaderCopy.WriteValues(reader, this);

    public void WriteNull() => WriteNull(IonType.Null);

    public virtual void WriteNull(IonType type) => Write(ToQldb(type), static (output, type) => output.WriteNull(type));

    public void WriteBool(bool value) => Write(value, static (output, value) => output.WriteBool(value));

    public void WriteInt(long value) => Write(value, static (output, value) => output.WriteInt(value));

    public void WriteInt(BigInteger value) => Write(value, static (output, value) => output.WriteInt(value));

    public void WriteFloat(double value) => Write(value, static (output, value) => output.WriteFloat(value));

    public void WriteDecimal(decimal value) => WriteDecimal(new BigDecimal(value));

    public void WriteDecimal(BigDecimal value) => Write(value.ToIon(), static (output, value) => output.WriteDecimal(value));

    public void WriteTimestamp(Timestamp value) => WriteTimestamp(value.ToIon());

    public virtual void WriteTimestamp(IonTimestamp value) => Write(value, static (output, value) => output.WriteTimestamp(value));

    public void WriteSymbol(string symbol) => WriteSymbolToken(symbol is null ? default : new SymbolToken(symbol, SymbolToken.UnknownSid));

    public virtual void WriteSymbolToken(SymbolToken symbolToken)
    {
        if (symbolToken == default)
            WriteNull(IonType.Symbol);
        else
            Write(TextOf(symbolToken), static (output, text) => output.WriteSymbol(text));
    }

    public void WriteString(string value)
    {
        if (value is null)
            WriteNull(IonType.String);
        else
            Write(value, static (output, value) => output.WriteString(value));
    }

    public virtual void WriteBlob(ReadOnlySpan<byte> value)
    {
        BeginValue();
        Output.WriteBlob(value);
        EndValue();
    }

    public void WriteClob(ReadOnlySpan<byte> value)
    {
        BeginValue();
        Output.WriteClob(value);
        EndValue();
    }

    public void AddTypeAnnotation(string annotation)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        _annotations.Add(Symbols.Intern(annotation).Text);
    }

    public void AddTypeAnnotationSymbol(SymbolToken annotation) => _annotations.Add(TextOf(annotation));

    public void ClearTypeAnnotations() => _annotations.Clear();

    public void SetTypeAnnotations(IEnumerable<string> annotations)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ClearTypeAnnotations();
        foreach (var annotation in annotations)
            AddTypeAnnotation(annotation);
    }

    /// <summary>Called with every value that stands in no container, when it is complete.</summary>
    protected virtual void OnTopLevelValue()
    {
    }

    protected virtual bool WritesAnnotations => true;

    /// <summary>Whether symbols are written as numbers, which a table among the values would change.</summary>
    protected virtual bool OwnsSymbolTable => false;

    protected void Write<T>(T value, Action<Qldb.Ion.IIonWriter, T> write)
    {
        BeginValue();
        write(Output, value);
        EndValue();
    }

    protected void ThrowIfWithinContainer()
    {
        if (!IsAtTopLevel)
            throw new IonException($"{_containers.Count} containers have not been stepped out of");
    }

    /// <summary>The text of a symbol, null for $0. A number alone is looked up among the symbols of the datagram.</summary>
    protected string TextOf(SymbolToken symbol)
    {
        if (symbol.Text is not null)
            return Symbols.Intern(symbol.Text).Text;
        if (symbol.Sid == 0)
            return null;
        return Symbols.FindKnownSymbol(symbol.Sid) ?? throw new UnknownSymbolException(symbol.Sid);
    }

    private static Qldb.Ion.IonType ToQldb(IonType type) => type switch
    {
        >= IonType.Null and <= IonType.Int => (Qldb.Ion.IonType)type,
        >= IonType.Float and <= IonType.Struct => (Qldb.Ion.IonType)(type - 1), // the original leaves out 3
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is not the type of a value"),
    };

    private void SetField(string name)
    {
        if (!IsInStruct)
            throw new IonException("A field name can only be set within a struct");
        _fieldName = name;
        _hasFieldName = true;
    }

    private void BeginValue()
    {
        if (IsInStruct)
        {
            if (!_hasFieldName)
                throw new InvalidOperationException("A value in a struct needs a field name");
            Output.WriteFieldName(_fieldName);
            _hasFieldName = false;
        }

        if (WritesAnnotations)
        {
            foreach (var annotation in _annotations)
                Output.WriteAnnotation(annotation);
        }

        _annotations.Clear();
    }

    private void EndValue()
    {
        if (IsAtTopLevel)
            OnTopLevelValue();
    }
}
