using System.Globalization;

namespace Qldb.Ion;

internal sealed class StringConverter : BuiltInConverter<string>
{
    public override void Write(IIonWriter writer, string value)
    {
        try
        {
            writer.WriteString(value);
        }
        catch (ArgumentException e)
        {
            throw new IonMappingException(e.Message, e);
        }
    }

    internal override string Read(in BinarySource source, int offset, in ValueHeader header) => ReadText(source, offset, header);
}

internal sealed class CharConverter : BuiltInConverter<char>
{
    public override void Write(IIonWriter writer, char value)
    {
        if (char.IsSurrogate(value))
            throw new IonMappingException("Half of a surrogate pair is no text");
        writer.WriteString(value.ToString());
    }

    internal override char Read(in BinarySource source, int offset, in ValueHeader header) =>
        ReadText(source, offset, header) is [var c] ? c : throw Mismatch(source, offset);
}

/// <summary>Types that have a text form, as strings.</summary>
internal sealed class ParsableConverter<T>(string? format) : BuiltInConverter<T>
    where T : ISpanFormattable, ISpanParsable<T>
{
    private const int LongestText = 64;

    public override void Write(IIonWriter writer, T value)
    {
        Span<char> text = stackalloc char[LongestText];
        if (writer is IonBinaryWriter binary && value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture))
            binary.WriteString(text[..length]);
        else
            writer.WriteString(value.ToString(format, CultureInfo.InvariantCulture));
    }

    internal override T Read(in BinarySource source, int offset, in ValueHeader header) =>
        T.TryParse(ReadText(source, offset, header), CultureInfo.InvariantCulture, out var parsed) ? parsed : throw Mismatch(source, offset);
}

internal sealed class IdConverter : BuiltInConverter<QldbId>
{
    public override void Write(IIonWriter writer, QldbId value) => writer.WriteString(value.ToString());

    internal override QldbId Read(in BinarySource source, int offset, in ValueHeader header) =>
        QldbId.TryParse(ReadText(source, offset, header), out var id) ? id : throw Mismatch(source, offset);
}

internal sealed class UriConverter : BuiltInConverter<Uri>
{
    public override void Write(IIonWriter writer, Uri value) => writer.WriteString(value.OriginalString);

    internal override Uri Read(in BinarySource source, int offset, in ValueHeader header) =>
        Uri.TryCreate(ReadText(source, offset, header), UriKind.RelativeOrAbsolute, out var uri) ? uri : throw Mismatch(source, offset);
}
