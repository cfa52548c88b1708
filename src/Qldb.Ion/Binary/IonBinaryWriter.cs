using System.Buffers;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// Writes self-contained Ion binary: version marker, symbol table if any symbol needs one, values. The output is canonical: shortest
/// lengths and numbers, no padding, symbol ids in order of first use. Reusable through <see cref="Reset"/>, then without allocations
/// beyond new symbols; its buffer comes from a pool and goes back in <see cref="Dispose"/>. Not thread safe.
/// </summary>
public sealed partial class IonBinaryWriter : IIonWriter, IDisposable
{
    private const int Preamble = 4;
    private const int NoField = -1;
    private const int KeptBytes = 1 << 20;

    private readonly WriterSymbols _symbols = new();
    private byte[] _buffer;
    private int _position = Preamble;
    private Frame[] _frames = new Frame[8];
    private int _frameCount;
    private int _depth;
    private long[] _annotations = new long[4];
    private int _annotationCount;
    private long _fieldId = NoField;

    /// <summary>A writer with an empty buffer.</summary>
    /// <param name="initialCapacity">Bytes to begin with; the buffer grows as needed.</param>
    public IonBinaryWriter(int initialCapacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialCapacity);
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(initialCapacity, 64));
    }

    /// <summary>Containers that have been begun and not ended.</summary>
    public int Depth => _depth;

    /// <summary>Bytes written so far, the symbol table not counted.</summary>
    public int Length => _position;

    /// <summary>Whether the next value needs a field name.</summary>
    public bool IsInStruct => _frameCount > 0 && _frames[_frameCount - 1].Code == 13;

    /// <inheritdoc/>
    public void WriteFieldName(string? name) => SetField(name is null ? 0 : _symbols.IdOf(name));

    /// <summary>Names the next value of a struct.</summary>
    /// <param name="name">The field name.</param>
    public void WriteFieldName(ReadOnlySpan<char> name) => SetField(_symbols.IdOf(name));

    internal void WriteFieldName(FieldName name) => SetField(_symbols.IdOf(name));

    /// <summary>Names the next value of a struct with a name that will not come again, such as an id: nothing remembers it.</summary>
    /// <param name="name">The field name; nothing else in the stream may have this text.</param>
    public void WriteUniqueFieldName(ReadOnlySpan<char> name) => SetField(_symbols.IdOfUnique(name));

    /// <inheritdoc/>
    public void WriteAnnotation(string? text) => AddAnnotation(text is null ? 0 : _symbols.IdOf(text));

    /// <summary>Annotates the next value.</summary>
    /// <param name="text">The annotation.</param>
    public void WriteAnnotation(ReadOnlySpan<char> text) => AddAnnotation(_symbols.IdOf(text));

    /// <inheritdoc/>
    public void StepIn(IonType container)
    {
        if (container < IonType.List)
            throw new ArgumentException($"{container} is not a container", nameof(container));
        if (_depth == IonLimits.MaxDepth)
            throw new InvalidOperationException($"Containers may be nested {IonLimits.MaxDepth} deep, no deeper");
        if (_depth == 0 && container == IonType.Struct && _annotationCount > 0 && _annotations[0] == SystemSymbols.IonSymbolTable && !WritesSymbolTables)
            throw new InvalidOperationException("A struct annotated $ion_symbol_table is no value at the top level: readers would take it for a symbol table");
        BeginValue();
        PushFrame((byte)(container + 1));
        _depth++;
    }

    /// <inheritdoc/>
    public void StepOut()
    {
        if (_depth == 0)
            throw new InvalidOperationException("There is no container to step out of");
        if (_fieldId != NoField || _annotationCount != 0)
            throw new InvalidOperationException("A field name or an annotation waits for its value");
        PopFrame();
        _depth--;
        EndValue();
    }

    /// <summary>Forgets everything written, and begins anew. Memory that <see cref="WrittenMemory"/> gave out is no longer valid.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        _symbols.Clear();
        _position = Preamble;
        _frameCount = _depth = _annotationCount = 0;
        _fieldId = NoField;
        ForgetCopiedTable(null);
        ReturnFinished();
    }

    /// <summary>Gives the buffer back to the pool. Memory that <see cref="WrittenMemory"/> gave out is no longer valid.</summary>
    public void Dispose()
    {
        ReturnFinished();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Whether whoever writes means symbol tables when writing them.</summary>
    internal bool WritesSymbolTables { get; init; }

    /// <summary>Whether the buffer is too large to be kept for the next time.</summary>
    internal bool IsLarge => _buffer.Length > KeptBytes;

    /// <summary>Whether all that was written is the symbol <c>$ion_1_0</c>, which is no value at the top level.</summary>
    internal bool IsOnlyVersionSymbol => _buffer.AsSpan(Preamble, _position - Preamble) is [0x71, SystemSymbols.Ion10];

    internal int Intern(ReadOnlySpan<char> text) => _symbols.IdOf(text);

    internal int Intern(ImportLocation location) => _symbols.IdOf(location);

    internal void SetField(long id)
    {
        if (!IsInStruct)
            throw new InvalidOperationException("A field name is only possible in a struct");
        if (_fieldId != NoField || _annotationCount != 0)
            throw new InvalidOperationException("A field has one name, and it comes before the annotations");
        _fieldId = id;
    }

    internal void AddAnnotation(long id)
    {
        if (_annotationCount == _annotations.Length)
            Array.Resize(ref _annotations, _annotationCount * 2);
        _annotations[_annotationCount++] = id;
    }

    /// <summary>Writes what comes before a value: its field name and its annotations.</summary>
    private void BeginValue()
    {
        if (_isFinished)
            throw new InvalidOperationException("The stream has been finished; Reset begins a new one");
        if (IsInStruct)
        {
            if (_fieldId == NoField)
                throw new InvalidOperationException("A value in a struct needs a field name");
            WriteFieldId();
        }

        if (_annotationCount > 0)
            BeginAnnotated();
    }

    private void WriteFieldId()
    {
        Reserve(9);
        if (_fieldId < 0x80)
            _buffer[_position++] = (byte)(0x80 | _fieldId);
        else
            _position += VarInts.WriteUInt(_buffer.AsSpan(_position), _fieldId);
        _fieldId = NoField;
    }

    private void BeginAnnotated()
    {
        PushFrame(14);
        Reserve(9 * (_annotationCount + 1));
        var length = 0;
        for (var i = 0; i < _annotationCount; i++)
            length += VarInts.UIntLength(_annotations[i]);
        if (length > IonLimits.MaxAnnotationBytes)
            throw new IonLimitException($"The annotations of a value take more than {IonLimits.MaxAnnotationBytes} bytes");
        _position += VarInts.WriteUInt(_buffer.AsSpan(_position), length);
        for (var i = 0; i < _annotationCount; i++)
            _position += VarInts.WriteUInt(_buffer.AsSpan(_position), _annotations[i]);
        _annotationCount = 0;
    }

    private void EndValue()
    {
        if (_frameCount > 0 && _frames[_frameCount - 1].Code == 14)
            PopFrame();
    }

    private void PushFrame(byte code)
    {
        if (_frameCount == _frames.Length)
            Array.Resize(ref _frames, _frameCount * 2);
        _frames[_frameCount++] = new Frame(_position, code);
        Reserve(1);
        _position++;
    }

    /// <summary>Fills in the descriptor of a container; one byte was left for it, a longer length moves the content.</summary>
    private void PopFrame()
    {
        var frame = _frames[--_frameCount];
        var body = frame.Start + 1;
        var length = _position - body;
        if (length < 14)
        {
            _buffer[frame.Start] = (byte)(frame.Code << 4 | length);
            return;
        }

        var lengthBytes = VarInts.UIntLength(length);
        Reserve(lengthBytes);
        _buffer.AsSpan(body, length).CopyTo(_buffer.AsSpan(body + lengthBytes));
        _buffer[frame.Start] = (byte)(frame.Code << 4 | 14);
        VarInts.WriteUInt(_buffer.AsSpan(body), length);
        _position += lengthBytes;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _position < count)
            Grow(count);
    }

    private void Grow(int count)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        var needed = (long)_position + count;
        if (needed > IonLimits.MaxStreamBytes)
            throw new IonLimitException($"A document may have {IonLimits.MaxStreamBytes} bytes, no more");
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(needed, _buffer.Length * 2L), IonLimits.MaxStreamBytes));
        _buffer.AsSpan(0, _position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private readonly record struct Frame(int Start, byte Code);
}
