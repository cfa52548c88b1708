using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Qldb.Ion;

/// <summary>Writes Ion text; top-level values stand on lines of their own. Does not close what it writes to. Not thread safe.</summary>
public sealed partial class IonTextWriter : IIonWriter
{
    private readonly TextWriter _output;
    private readonly IonTextOptions _options;
    private readonly Stack<Container> _containers = new();
    private readonly List<string> _annotations = [];
    private string? _fieldName;
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

    private bool IsInStruct => _containers.TryPeek(out var container) && container.Type == IonType.Struct;

    /// <inheritdoc/>
    public void WriteFieldName(string? name) => SetFieldName(SymbolText.Of(name));

    /// <inheritdoc/>
    public void WriteAnnotation(string? text) => _annotations.Add(SymbolText.Of(text));

    /// <inheritdoc/>
    public void WriteNull(IonType type = IonType.Null)
    {
        if (type > IonType.Struct)
            throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such Ion type");
        WriteScalar(type == IonType.Null ? "null" : "null." + type.ToString().ToLowerInvariant());
    }

    /// <inheritdoc/>
    public void WriteBool(bool value) => WriteScalar(value ? "true" : "false");

    /// <inheritdoc/>
    public void WriteInt(long value) => WriteScalar(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void WriteInt(BigInteger value) => WriteScalar(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void WriteFloat(double value) => WriteScalar(FloatText.Of(value));

    /// <inheritdoc/>
    public void WriteDecimal(IonDecimal value) => WriteScalar(value.ToString());

    /// <inheritdoc/>
    public void WriteTimestamp(IonTimestamp value) => WriteScalar(value.ToString());

    /// <inheritdoc/>
    public void WriteSymbol(string? text) => WriteScalar(text == "$ion_1_0" ? "'$ion_1_0'" : SymbolText.Of(text));

    /// <inheritdoc/>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Unicode.RequireWellFormed(value);
        BeginValue();
        _output.Write('"');
        EscapedText.Write(_output, value, '"');
        _output.Write('"');
    }

    /// <inheritdoc/>
    public void WriteStringUtf8(ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
            throw new ArgumentException("A string must be valid UTF-8", nameof(value));
        WriteString(Encoding.UTF8.GetString(value));
    }

    /// <inheritdoc/>
    public void WriteBlob(ReadOnlySpan<byte> value) => WriteScalar("{{" + Convert.ToBase64String(value) + "}}");

    /// <inheritdoc/>
    public void WriteClob(ReadOnlySpan<byte> value)
    {
        BeginValue();
        _output.Write("{{\"");
        EscapedText.Write(_output, Encoding.Latin1.GetString(value), '"', asciiOnly: true);
        _output.Write("\"}}");
    }

    /// <inheritdoc/>
    public void StepIn(IonType container)
    {
        if (container < IonType.List)
            throw new ArgumentException($"{container} is not a container", nameof(container));
        if (_containers.Count == IonLimits.MaxDepth)
            throw new InvalidOperationException($"Containers may be nested {IonLimits.MaxDepth} deep, no deeper");
        BeginValue();
        _output.Write(container switch { IonType.List => '[', IonType.Sexp => '(', _ => '{' });
        _containers.Push(new Container(container));
    }

    /// <inheritdoc/>
    public void StepOut()
    {
        if (_containers.Count == 0)
            throw new InvalidOperationException("There is no container to step out of");
        if (_fieldName is not null || _annotations.Count != 0)
            throw new InvalidOperationException("A field name or an annotation waits for its value");
        var container = _containers.Pop();
        if (container.HasChildren && _options.IsPretty)
            BreakLine();
        _output.Write(container.Type switch { IonType.List => ']', IonType.Sexp => ')', _ => '}' });
    }

    /// <summary>Flushes what is written to.</summary>
    public void Flush() => _output.Flush();

    private void SetFieldName(string quoted)
    {
        if (!IsInStruct)
            throw new InvalidOperationException("A field name is only possible in a struct");
        if (_fieldName is not null || _annotations.Count != 0)
            throw new InvalidOperationException("A field has one name, and it comes before the annotations");
        _fieldName = quoted;
    }

    private void WriteScalar(string text)
    {
        BeginValue();
        _output.Write(text);
    }

    private void BeginValue()
    {
        if (_containers.TryPeek(out var container))
            BeginChild(container);
        else if (_hasValues)
            _output.Write('\n');
        _hasValues = true;
        foreach (var annotation in _annotations)
        {
            _output.Write(annotation);
            _output.Write("::");
        }

        _annotations.Clear();
    }

    private void BeginChild(Container container)
    {
        if (container.Type == IonType.Struct && _fieldName is null)
            throw new InvalidOperationException("A value in a struct needs a field name");
        if (container.HasChildren)
        {
            if (container.Type != IonType.Sexp)
                _output.Write(',');
            if (!_options.IsPretty)
                _output.Write(' ');
        }

        container.HasChildren = true;
        if (_options.IsPretty)
            BreakLine();
        if (container.Type != IonType.Struct)
            return;
        _output.Write(_fieldName);
        _output.Write(": ");
        _fieldName = null;
    }

    private void BreakLine()
    {
        _output.Write('\n');
        for (var i = _containers.Count * _options.Indentation; i > 0; i--)
            _output.Write(' ');
    }

    private sealed class Container(IonType type)
    {
        public IonType Type { get; } = type;

        public bool HasChildren { get; set; }
    }
}
