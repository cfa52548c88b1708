using System.Numerics;
using Amazon.IonDotnet.Tree;

namespace Amazon.IonDotnet.Internals;

/// <summary>
/// Goes through trees. Documents are read as trees too, one top-level value at a time, so that there is one reader for both; only
/// those have a symbol table.
/// </summary>
internal sealed class TreeReader(IEnumerable<IIonValue> values, bool hasSymbolTable) : IIonReader
{
    private readonly Stack<Level> _parents = new();
    private Level _level = new(values.Select(value => (SymbolToken.None, value)).GetEnumerator(), isStruct: false);
    private int _lobPosition;

    public int CurrentDepth => _parents.Count;

    public IonType CurrentType => _level.Current is null ? IonType.None : _level.Current.Type();

    public string CurrentFieldName => _level.Current is null ? null : _level.CurrentName.Text;

    public bool CurrentIsNull => _level.Current is { IsNull: true };

    public bool IsInStruct => _level.IsStruct;

    private IIonValue Current => _level.Current ?? throw new InvalidOperationException("The reader is on no value: call MoveNext");

    public SymbolToken GetFieldNameSymbol() => _level.Current is null ? SymbolToken.None : _level.CurrentName;

    public IonType MoveNext()
    {
        _level.MoveNext();
        _lobPosition = 0;
        return CurrentType;
    }

    public void StepIn()
    {
        if (!CurrentType.IsContainer())
            throw new InvalidOperationException($"A value of type {CurrentType} cannot be stepped into");
        var container = Current;
        _level.Forget();
        _parents.Push(_level);
        _level = new Level(Children(container).GetEnumerator(), container.Type() == IonType.Struct);
    }

    public void StepOut()
    {
        if (!_parents.TryPop(out var parent))
            throw new InvalidOperationException("There is no container to step out of");
        _level.Dispose();
        _level = parent;
    }

    public ISymbolTable GetSymbolTable()
    {
        if (!hasSymbolTable)
            throw new InvalidOperationException("A tree has no symbol table");
        var table = new LocalSymbolTable();
        if (TopLevelValue is { } value)
            SymbolCollector.Collect(value, table);
        return table;
    }

    public IntegerSize GetIntegerSize() => Current.IntegerSize;

    public bool BoolValue() => Current.BoolValue;

    public int IntValue() => Current.IntValue;

    public long LongValue() => Current.LongValue;

    public BigInteger BigIntegerValue() => Current.BigIntegerValue;

    public double DoubleValue() => Current.DoubleValue;

    public BigDecimal DecimalValue() => Current.BigDecimalValue;

    public Timestamp TimestampValue() => Current.TimestampValue;

    public string StringValue() => Current.StringValue;

    public SymbolToken SymbolValue() => Current.SymbolValue;

    public int GetLobByteSize() => Current.ByteSize();

    public byte[] NewByteArray() => Current.Bytes().ToArray();

    public int GetBytes(Span<byte> buffer)
    {
        var rest = Current.Bytes()[_lobPosition..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _lobPosition += count;
        return count;
    }

    public string[] GetTypeAnnotations() =>
        [.. GetTypeAnnotationSymbols().Select(annotation => annotation.Text ?? throw new UnknownSymbolException(annotation.Sid))];

    public IEnumerable<SymbolToken> GetTypeAnnotationSymbols() => _level.Current is null ? [] : _level.Current.GetTypeAnnotationSymbols();

    public bool HasAnnotation(string annotation)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        return _level.Current is not null && _level.Current.HasAnnotation(annotation);
    }

    public void Dispose()
    {
        _level.Dispose();
        while (_parents.TryPop(out var parent))
            parent.Dispose();
    }

    private IIonValue TopLevelValue => _parents.Count == 0 ? _level.Current : _parents.Last().Entered;

    private static IEnumerable<(SymbolToken Name, IIonValue Value)> Children(IIonValue container)
    {
        if (container.IsNull)
            return [];
        return container.Type() == IonType.Struct ? TreeWriter.Fields(container) : Elements(container);
    }

    private static IEnumerable<(SymbolToken Name, IIonValue Value)> Elements(IIonValue sequence)
    {
        foreach (var element in sequence)
            yield return (SymbolToken.None, element);
    }

    /// <summary>The place in one container.</summary>
    private sealed class Level(IEnumerator<(SymbolToken Name, IIonValue Value)> values, bool isStruct) : IDisposable
    {
        public bool IsStruct => isStruct;

        public IIonValue Current { get; private set; }

        public SymbolToken CurrentName { get; private set; }

        /// <summary>The container that was stepped into from here.</summary>
        public IIonValue Entered { get; private set; }

        public void MoveNext() => (CurrentName, Current) = values.MoveNext() ? values.Current : default;

        /// <summary>Leaves the current value for what is in it: there is none when the reader comes back.</summary>
        public void Forget() => (Entered, Current, CurrentName) = (Current, null, default);

        public void Dispose() => values.Dispose();
    }
}
