using Qldb.Ion;
using TextOptions = Amazon.IonDotnet.Builders.IonTextOptions;

namespace Amazon.IonDotnet.Internals;

/// <summary>Writes Ion text, or JSON, straight to a text writer.</summary>
internal sealed class TextWriterAdapter(TextWriter textWriter, TextOptions options) : IonWriterAdapter
{
    private bool _hasBegun;

    protected override Qldb.Ion.IIonWriter Output
    {
        get
        {
            if (!_hasBegun && options.WriteVersionMarker)
                textWriter.Write("$ion_1_0" + options.LineSeparator);
            _hasBegun = true;
            return field ??= options.IsJson ? new JsonOutput(textWriter, options.PrettyPrint) : IonOutput();
        }
    }

    protected override bool WritesAnnotations => !options.SkipAnnotations;

    public override void Flush() => textWriter.Flush();

    public override void Finish()
    {
        ThrowIfWithinContainer();
        Flush();
    }

    public override void WriteNull(IonType type) => base.WriteNull(options.UntypedNull ? IonType.Null : type);

    public override void WriteTimestamp(IonTimestamp value)
    {
        if (options.TimestampAsMillis)
            WriteInt(value.ToDateTimeOffset().ToUnixTimeMilliseconds());
        else if (options.TimestampAsString)
            WriteString(value.ToString());
        else
            base.WriteTimestamp(value);
    }

    public override void WriteSymbolToken(SymbolToken symbolToken)
    {
        if (options.SymbolAsString && symbolToken != default)
            WriteString(TextOf(symbolToken) ?? "$0");
        else
            base.WriteSymbolToken(symbolToken);
    }

    public override void WriteBlob(ReadOnlySpan<byte> value)
    {
        if (options.BlobAsString)
            WriteString(Convert.ToBase64String(value));
        else
            base.WriteBlob(value);
    }

    public override void Dispose()
    {
        // The text writer is the caller's.
    }

    private IonTextWriter IonOutput()
    {
        var style = options.PrettyPrint ? Qldb.Ion.IonTextOptions.Pretty : Qldb.Ion.IonTextOptions.Compact;
        return new IonTextWriter(options.LineSeparator == "\n" ? textWriter : new LineBreaker(textWriter, options.LineSeparator), style);
    }
}
