using System.Collections;

namespace Qldb.Ion;

public readonly partial struct IonElement
{
    /// <summary>How many children a container has; counted anew at each call. A null container has none.</summary>
    /// <returns>The number of elements, or of fields.</returns>
    /// <exception cref="InvalidOperationException">The element is no container.</exception>
    public int GetCount()
    {
        var header = RequireContainer();
        var count = 0;
        if (header.Code == 13)
        {
            for (var fields = new FieldScan(Data, header); fields.MoveNext();)
                count++;
            return count;
        }

        for (var elements = EnumerateElements(); elements.MoveNext();)
            count++;
        return count;
    }

    /// <summary>The value of a field; of the first one where the name repeats.</summary>
    /// <param name="name">The field name.</param>
    /// <param name="value">The value; undefined when the result is false.</param>
    /// <returns>False when there is no such field, or the struct is null.</returns>
    /// <exception cref="InvalidOperationException">The element is no struct.</exception>
    public bool TryGetField(string name, out IonElement value)
    {
        var header = RequireContainer(IonType.Struct);
        var symbols = Symbols;
        var data = Data;
        var fields = new FieldScan(data, header);
        while (fields.MoveNext())
        {
            if (symbols.TextOf(fields.NameId) != name)
                continue;
            value = new IonElement(_memory, data, fields.ValueOffset, symbols);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The value of a field that must be there; of the first one where the name repeats.</summary>
    /// <param name="name">The field name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The element is no struct.</exception>
    /// <exception cref="KeyNotFoundException">There is no such field.</exception>
    public IonElement GetField(string name) =>
        TryGetField(name, out var value) ? value : throw new KeyNotFoundException($"The struct has no field '{name}'");

    /// <summary>The fields of a struct in the order in which they are written; a null struct has none.</summary>
    /// <returns>An enumerator that allocates nothing when used in foreach.</returns>
    /// <exception cref="InvalidOperationException">The element is no struct.</exception>
    public FieldEnumerator EnumerateFields() => new(this, RequireContainer(IonType.Struct));

    /// <summary>The elements of a list or a sexp; a null one has none.</summary>
    /// <returns>An enumerator that allocates nothing when used in foreach.</returns>
    /// <exception cref="InvalidOperationException">The element is neither.</exception>
    public ElementEnumerator EnumerateElements() => new(this, RequireContainer(Type == IonType.Sexp ? IonType.Sexp : IonType.List));

    private ValueHeader RequireContainer()
    {
        var header = Header;
        return header.IsContainer ? header : throw new InvalidOperationException($"The element is {Describe(header)}, which has no children");
    }

    private ValueHeader RequireContainer(IonType type)
    {
        var header = Header;
        return header.Type == type
            ? header
            : throw new InvalidOperationException($"The element is {Describe(header)}, not {NameOf(type)}");
    }

    /// <summary>A field of a struct.</summary>
    public readonly struct Field
    {
        private readonly long _nameId;

        internal Field(long nameId, IonElement value)
        {
            _nameId = nameId;
            Value = value;
        }

        /// <summary>The name; null where its text is unknown, as for <c>$0</c>.</summary>
        public string? Name => Value.Symbols.TextOf(_nameId);

        /// <summary>The value.</summary>
        public IonElement Value { get; }

        internal long NameId => _nameId;
    }

    /// <summary>Walks the fields of a struct.</summary>
    public struct FieldEnumerator : IEnumerable<Field>, IEnumerator<Field>
    {
        private readonly IonElement _owner;
        private readonly int _body;
        private readonly int _end;
        private int _next;

        internal FieldEnumerator(IonElement owner, in ValueHeader header)
        {
            _owner = owner;
            _body = _next = header.Body;
            _end = header.End;
        }

        /// <summary>The field that was moved to last.</summary>
        public Field Current { get; private set; }

        /// <summary>Moves to the next field.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            var data = _owner.Data;
            while (_next < _end)
            {
                var id = VarInts.ReadUInt(data, ref _next, _end);
                var start = _next;
                var value = ValueHeader.Read(data, start, _end);
                _next = value.End;
                if (value.IsPadding)
                    continue;
                Current = new Field(id, new IonElement(_owner._memory, data, start, _owner._symbols!));
                return true;
            }

            return false;
        }

        /// <summary>A fresh enumerator over the same fields, for foreach.</summary>
        /// <returns>The enumerator.</returns>
        public readonly FieldEnumerator GetEnumerator() => this with { _next = _body, Current = default };

        /// <summary>Goes back before the first field.</summary>
        public void Reset() => _next = _body;

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }

        readonly object IEnumerator.Current => Current;

        readonly IEnumerator<Field> IEnumerable<Field>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Walks the elements of a list or a sexp.</summary>
    public struct ElementEnumerator : IEnumerable<IonElement>, IEnumerator<IonElement>
    {
        private readonly IonElement _owner;
        private readonly int _body;
        private readonly int _end;
        private int _next;

        internal ElementEnumerator(IonElement owner, in ValueHeader header)
        {
            _owner = owner;
            _body = _next = header.Body;
            _end = header.End;
        }

        /// <summary>The element that was moved to last.</summary>
        public IonElement Current { get; private set; }

        /// <summary>Moves to the next element.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            var data = _owner.Data;
            while (_next < _end)
            {
                var start = _next;
                var value = ValueHeader.Read(data, start, _end);
                _next = value.End;
                if (value.IsPadding)
                    continue;
                Current = new IonElement(_owner._memory, data, start, _owner._symbols!);
                return true;
            }

            return false;
        }

        /// <summary>A fresh enumerator over the same elements, for foreach.</summary>
        /// <returns>The enumerator.</returns>
        public readonly ElementEnumerator GetEnumerator() => this with { _next = _body, Current = default };

        /// <summary>Goes back before the first element.</summary>
        public void Reset() => _next = _body;

        /// <summary>Does nothing.</summary>
        public readonly void Dispose()
        {
        }

        readonly object IEnumerator.Current => Current;

        readonly IEnumerator<IonElement> IEnumerable<IonElement>.GetEnumerator() => GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
