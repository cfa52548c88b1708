using System.Numerics;
using System.Text.Unicode;

namespace Qldb.Ion;

/// <summary>
/// Writes Ion text; top-level values stand on lines of their own, and go out one by one as they are complete. Does not close what it
/// writes to. Not thread safe.
/// </summary>
public sealed partial class IonTextWriter : IIonWriter
{
    private const int FlushLength = 32 * 1024;
    private static readonly string[] TypeNames = [.. Enum.GetNames<IonType>().Select(name => name.ToLowerInvariant())];

    private readonly TextWriter? _output;
    private IonTextOptions _options;
    private TextBuffer _buffer = new(256);
    private Container[] _containers = new Container[8];
    private int _depth;
    private bool _hasFieldName;
    private bool _hasAnnotations;
    private bool _hasValues;

    /// <summary>A writer of one-line text.</summary>
    /// <param name="output">Where to.</param>
    public IonTextWriter(TextWriter output) : this(output, IonTextOptions.Compact)
    {
    }

    /// <summary>A writer of text in a given style.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="options">The style.</param>
    public IonTextWriter(TextWriter output, IonTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        _output = output;
        _options = options;
    }

    /// <summary>A writer that keeps its text, for <see cref="ToText"/>.</summary>
    private IonTextWriter() => _options = IonTextOptions.Compact;

    private bool IsInStruct => _depth > 0 && _containers[_depth - 1].Type == IonType.Struct;

    /// <inheritdoc/>
    public void WriteFieldName(string? name)
    {
        BeginFieldName();
        SymbolText.Append(ref _buffer, name);
        _buffer.Append(": ");
    }

    /// <inheritdoc/>
    public void WriteAnnotation(string? text)
    {
        BeginAnnotation();
        SymbolText.Append(ref _buffer, text);
        _buffer.Append("::");
    }

    /// <inheritdoc/>
    public void WriteNull(IonType type = IonType.Null)
    {
        if (type > IonType.Struct)
            throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such Ion type");
        BeginValue();
        _buffer.Append("null");
        if (type != IonType.Null)
        {
            _buffer.Append('.');
            _buffer.Append(TypeNames[(int)type]);
        }

        EndValue();
    }

    /// <inheritdoc/>
    public void WriteBool(bool value)
    {
        BeginValue();
        _buffer.Append(value ? "true" : "false");
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteInt(long value) => WriteFormatted(value, 20);

    /// <inheritdoc/>
    public void WriteInt(BigInteger value) => WriteFormatted(value, 64);

    /// <inheritdoc/>
    public void WriteFloat(double value)
    {
        BeginValue();
        FloatText.Append(ref _buffer, value);
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteDecimal(IonDecimal value) => WriteFormatted(value, 64);

    /// <inheritdoc/>
    public void WriteTimestamp(IonTimestamp value) => WriteFormatted(value, 64);

    /// <inheritdoc/>
    public void WriteSymbol(string? text)
    {
        BeginValue();
        SymbolText.Append(ref _buffer, text);
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Unicode.RequireWellFormed(value);
        BeginValue();
        _buffer.Append('"');
        EscapedText.Append(ref _buffer, value, '"');
        _buffer.Append('"');
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteStringUtf8(ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
            throw new ArgumentException("A string must be valid UTF-8", nameof(value));
        BeginValue();
        _buffer.Append('"');
        EscapedText.AppendUtf8(ref _buffer, value);
        _buffer.Append('"');
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteBlob(ReadOnlySpan<byte> value)
    {
        BeginValue();
        _buffer.Append("{{");
        Convert.TryToBase64Chars(value, _buffer.Reserve((value.Length + 2) / 3 * 4), out var length);
        _buffer.Advance(length);
        _buffer.Append("}}");
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteClob(ReadOnlySpan<byte> value)
    {
        BeginValue();
        _buffer.Append("{{\"");
        EscapedText.AppendBytes(ref _buffer, value);
        _buffer.Append("\"}}");
        EndValue();
    }

    /// <inheritdoc/>
    public void StepIn(IonType container)
    {
        if (container < IonType.List)
            throw new ArgumentException($"{container} is not a container", nameof(container));
        if (_depth == IonLimits.MaxDepth)
            throw new InvalidOperationException($"Containers may be nested {IonLimits.MaxDepth} deep, no deeper");
        BeginValue();
        _buffer.Append(container switch { IonType.List => '[', IonType.Sexp => '(', _ => '{' });
        if (_depth == _containers.Length)
            Array.Resize(ref _containers, _depth * 2);
        _containers[_depth++] = new Container(container, HasChildren: false);
    }

    /// <inheritdoc/>
    public void StepOut()
    {
        if (_depth == 0)
            throw new InvalidOperationException("There is no container to step out of");
        if (_hasFieldName || _hasAnnotations)
            throw new InvalidOperationException("A field name or an annotation waits for its value");
        var container = _containers[--_depth];
        if (container.HasChildren && _options.IsPretty)
            BreakLine();
        _buffer.Append(container.Type switch { IonType.List => ']', IonType.Sexp => ')', _ => '}' });
        EndValue();
    }

    /// <summary>Hands on what has been written of an incomplete value, and flushes what is written to.</summary>
    public void Flush()
    {
        HandOn();
        _output?.Flush();
    }

    private void WriteFormatted<T>(T value, int bound)
        where T : ISpanFormattable
    {
        BeginValue();
        _buffer.Append(value, bound);
        EndValue();
    }

    private void BeginFieldName()
    {
        if (!IsInStruct)
            throw new InvalidOperationException("A field name is only possible in a struct");
        if (_hasFieldName)
            throw new InvalidOperationException("A field has one name, and it comes before the annotations");
        Separate();
        _hasFieldName = true;
    }

    private void BeginAnnotation()
    {
        if (!_hasAnnotations)
            BeginItem();
        _hasAnnotations = true;
    }

    private void BeginValue()
    {
        if (!_hasAnnotations)
            BeginItem();
        _hasAnnotations = _hasFieldName = false;
    }

    /// <summary>Writes what stands between the item before and this one; a field's name has done so.</summary>
    private void BeginItem()
    {
        if (!IsInStruct)
            Separate();
        else if (!_hasFieldName)
            throw new InvalidOperationException("A value in a struct needs a field name");
    }

    private void EndValue()
    {
        if (_depth == 0 || _buffer.Length > FlushLength)
            HandOn();
    }

    private void Separate()
    {
        if (_depth == 0)
        {
            if (_hasValues)
                _buffer.Append('\n');
            _hasValues = true;
            return;
        }

        ref var container = ref _containers[_depth - 1];
        if (container.HasChildren)
        {
            if (container.Type != IonType.Sexp)
                _buffer.Append(',');
            if (!_options.IsPretty)
                _buffer.Append(' ');
        }

        container.HasChildren = true;
        if (_options.IsPretty)
            BreakLine();
    }

    private void BreakLine()
    {
        _buffer.Append('\n');
        _buffer.Append(' ', _depth * _options.Indentation);
    }

    private void HandOn()
    {
        if (_output is null)
            return;
        _output.Write(_buffer.Written);
        _buffer.Clear();
    }

    private record struct Container(IonType Type, bool HasChildren);
}
