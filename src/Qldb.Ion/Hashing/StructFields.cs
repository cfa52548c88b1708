namespace Qldb.Ion;

/// <summary>
/// All fields of all structs of some values, sorted by height: the field hashes of one height need only those below, and so do not depend on
/// each other. Structs are numbered in the order in which a walk through the values meets them.
/// </summary>
internal sealed class StructFields
{
    private const int None = -1;

    private readonly int[] _firstOfHeight = new int[IonLimits.MaxDepth + 1];
    private Field[] _fields = new Field[64];
    private Struct[] _structs = new Struct[16];
    private int _fieldCount;
    private int _structCount;
    private int _value;

    public StructFields() => _firstOfHeight.AsSpan().Fill(None);

    /// <summary>Fields in all; each has a slot for its hash.</summary>
    public int FieldCount => _fieldCount;

    /// <summary>Heights that occur: 0 for fields without structs in them.</summary>
    public int HeightCount { get; private set; }

    public bool IsLarge => _fields.Length > 1 << 15;

    public void Clear()
    {
        _fieldCount = _structCount = 0;
        _firstOfHeight.AsSpan(0, HeightCount).Fill(None);
        HeightCount = 0;
    }

    /// <summary>Looks at a value.</summary>
    /// <param name="value">Its number, which its fields then bear.</param>
    /// <param name="data">The stream.</param>
    /// <param name="offset">Where the value begins.</param>
    public void Add(int value, ReadOnlySpan<byte> data, int offset)
    {
        _value = value;
        HeightCount = Math.Max(HeightCount, Visit(data, offset, data.Length));
    }

    public FieldsOfHeight OfHeight(int height) => new(_fields, _firstOfHeight[height]);

    public ref Struct StructAt(int index) => ref _structs[index];

    /// <summary>Walks a value, and gives back its height: structs within structs.</summary>
    private int Visit(ReadOnlySpan<byte> data, int offset, int limit)
    {
        var header = ValueHeader.Read(data, offset, limit);
        if (header.IsAnnotated)
            header = ValueHeader.Read(data, IonElement.ValueOffset(data, offset), header.End);
        if (!header.IsContainer || header.IsNull)
            return 0;
        if (header.Code == 13)
            return VisitStruct(data, header);
        var height = 0;
        for (offset = header.Body; offset < header.End;)
        {
            var element = ValueHeader.Read(data, offset, header.End);
            if (element.IsContainer || element.IsAnnotated)
                height = Math.Max(height, Visit(data, offset, header.End));
            offset = element.End;
        }

        return height;
    }

    private int VisitStruct(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        var index = AddStruct();
        var firstSlot = _fieldCount;
        for (var fields = new FieldScan(data, header); fields.MoveNext();)
            AddField(new Field(_value, fields.NameId, fields.ValueOffset, header.End));
        var height = 0;
        var last = _fieldCount;
        for (var slot = firstSlot; slot < last; slot++)
        {
            _fields[slot].FirstStruct = _structCount;
            var fieldHeight = Visit(data, _fields[slot].ValueOffset, header.End);
            _fields[slot].Next = _firstOfHeight[fieldHeight];
            _firstOfHeight[fieldHeight] = slot;
            height = Math.Max(height, fieldHeight);
        }

        _structs[index] = new Struct(firstSlot, last - firstSlot, _structCount);
        return height + 1;
    }

    private int AddStruct()
    {
        if (_structCount == _structs.Length)
            Array.Resize(ref _structs, _structCount * 2);
        return _structCount++;
    }

    private void AddField(in Field field)
    {
        if (_fieldCount == _fields.Length)
            Array.Resize(ref _fields, _fieldCount * 2);
        _fields[_fieldCount++] = field;
    }

    internal struct Field(int value, long nameId, int valueOffset, int limit)
    {
        public readonly int Value = value;
        public readonly long NameId = nameId;
        public readonly int ValueOffset = valueOffset;
        public readonly int Limit = limit;

        /// <summary>The number of the first struct in the value, if there is one.</summary>
        public int FirstStruct;

        /// <summary>The next field of the same height.</summary>
        public int Next;
    }

    /// <summary>A struct: where its field hashes are, and the number of the struct that comes after it and all within it.</summary>
    internal struct Struct(int firstSlot, int fieldCount, int end)
    {
        public readonly int FirstSlot = firstSlot;
        public readonly int FieldCount = fieldCount;
        public readonly int End = end;
    }

    internal ref struct FieldsOfHeight(Field[] fields, int first)
    {
        private int _next = first;

        public int Slot { get; private set; }

        public bool MoveNext()
        {
            if (_next == None)
                return false;
            Slot = _next;
            _next = fields[Slot].Next;
            return true;
        }

        public readonly ref readonly Field Current => ref fields[Slot];
    }
}
