using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qldb.Ion;

namespace Amazon.IonDotnet.Internals;

/// <summary>Writes values as JSON. What JSON has no form for was replaced before, or has none: sexps and clobs are refused.</summary>
internal sealed class JsonOutput : Qldb.Ion.IIonWriter
{
    private readonly TextWriter _text;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stack<Qldb.Ion.IonType> _containers = new();
    private bool _hasValues;

    public JsonOutput(TextWriter text, bool isIndented)
    {
        _text = text;
        var options = new JsonWriterOptions
        {
            Indented = isIndented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = IonLimits.MaxDepth + 1,
            SkipValidation = true, // a struct may repeat a name
        };
        _json = new Utf8JsonWriter(_buffer, options);
    }

    public void WriteFieldName(string name) => _json.WritePropertyName(name ?? "$0");

    public void WriteAnnotation(string text) => throw new NotSupportedException("JSON has no annotations");

    public void WriteNull(Qldb.Ion.IonType type = Qldb.Ion.IonType.Null)
    {
        _json.WriteNullValue();
        EndValue();
    }

    public void WriteBool(bool value)
    {
        _json.WriteBooleanValue(value);
        EndValue();
    }

    public void WriteInt(long value)
    {
        _json.WriteNumberValue(value);
        EndValue();
    }

    public void WriteInt(BigInteger value) => WriteNumber(value.ToString(CultureInfo.InvariantCulture));

    public void WriteFloat(double value)
    {
        if (double.IsFinite(value))
            WriteNumber(value.ToString("R", CultureInfo.InvariantCulture));
        else
            WriteNull();
    }

    public void WriteDecimal(IonDecimal value) => WriteNumber(value.ToString().TrimEnd('.').Replace('d', 'e'));

    public void WriteTimestamp(IonTimestamp value) => WriteString(value.ToString());

    public void WriteSymbol(string text) => WriteString(text ?? "$0");

    public void WriteString(string value)
    {
        _json.WriteStringValue(value);
        EndValue();
    }

    public void WriteStringUtf8(ReadOnlySpan<byte> value)
    {
        _json.WriteStringValue(value);
        EndValue();
    }

    public void WriteBlob(ReadOnlySpan<byte> value)
    {
        _json.WriteBase64StringValue(value);
        EndValue();
    }

    public void WriteClob(ReadOnlySpan<byte> value) => throw new NotSupportedException("JSON has no form for a clob");

    public void StepIn(Qldb.Ion.IonType container)
    {
        if (container == Qldb.Ion.IonType.Sexp)
            throw new NotSupportedException("JSON has no form for a sexp");
        if (_containers.Count == IonLimits.MaxDepth)
            throw new InvalidOperationException($"Containers may be nested {IonLimits.MaxDepth} deep, no deeper");
        if (container == Qldb.Ion.IonType.Struct)
            _json.WriteStartObject();
        else
            _json.WriteStartArray();
        _containers.Push(container);
    }

    public void StepOut()
    {
        if (_containers.Pop() == Qldb.Ion.IonType.Struct)
            _json.WriteEndObject();
        else
            _json.WriteEndArray();
        EndValue();
    }

    public void WriteElement(IonElement value) => value.WriteTo(this);

    private void WriteNumber(string text)
    {
        _json.WriteRawValue(text, skipInputValidation: true);
        EndValue();
    }

    /// <summary>Passes a complete top-level value on.</summary>
    private void EndValue()
    {
        if (_containers.Count > 0)
            return;
        _json.Flush();
        if (_hasValues)
            _text.Write(' ');
        _hasValues = true;
        _text.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.Clear();
        _json.Reset();
    }
}
