using System.Globalization;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>What reading of scalars has in common.</summary>
internal static class Expect
{
    public static IonMappingException Mismatch(Type type, IonElement value)
    {
        var text = value.ToString();
        return new IonMappingException(
            $"{TypeName.Of(type)} cannot be made of the {value.Type.ToString().ToLowerInvariant()} {(text.Length <= 60 ? text : text[..60] + "…")}");
    }

    public static bool IsText(IonElement value) => value.Type is IonType.String or IonType.Symbol;
}

internal sealed class BoolConverter : IonConverter<bool>
{
    public override void Write(IIonWriter writer, bool value) => writer.WriteBool(value);

    public override bool Read(IonElement value) => value.Type == IonType.Bool ? value.GetBoolean() : throw Expect.Mismatch(typeof(bool), value);
}

internal sealed class StringConverter : IonConverter<string>
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

    public override string Read(IonElement value) => Expect.IsText(value) ? value.GetString() : throw Expect.Mismatch(typeof(string), value);
}

internal sealed class CharConverter : IonConverter<char>
{
    public override void Write(IIonWriter writer, char value) => writer.WriteString(value.ToString());

    public override char Read(IonElement value) =>
        Expect.IsText(value) && value.GetString() is [var c] ? c : throw Expect.Mismatch(typeof(char), value);
}

internal sealed class BytesConverter : IonConverter<byte[]>
{
    public override void Write(IIonWriter writer, byte[] value) => writer.WriteBlob(value);

    public override byte[] Read(IonElement value) =>
        value.Type is IonType.Blob or IonType.Clob ? value.GetLob().ToArray() : throw Expect.Mismatch(typeof(byte[]), value);
}

internal sealed class MemoryConverter : IonConverter<ReadOnlyMemory<byte>>
{
    public override void Write(IIonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBlob(value.Span);

    public override ReadOnlyMemory<byte> Read(IonElement value) =>
        value.Type is IonType.Blob or IonType.Clob ? value.GetLob().ToArray() : throw Expect.Mismatch(typeof(ReadOnlyMemory<byte>), value);
}

internal sealed class IntegerConverter<T> : IonConverter<T>
    where T : IBinaryInteger<T>
{
    public override void Write(IIonWriter writer, T value)
    {
        var wide = long.CreateSaturating(value);
        if (T.CreateTruncating(wide) == value)
            writer.WriteInt(wide);
        else
            writer.WriteInt(BigInteger.CreateChecked(value));
    }

    public override T Read(IonElement value)
    {
        try
        {
            if (value.Type == IonType.Int)
                return value.TryGetInt64(out var small) ? T.CreateChecked(small) : T.CreateChecked(value.GetBigInteger());

            // 5. and 5.0 are what arithmetic may make of 5.
            if (value.Type == IonType.Decimal && value.GetDecimal() is var number && number.TryToDecimal(out var whole)
                && decimal.IsInteger(whole) && number.CompareTo(whole) == 0)
                return T.CreateChecked(whole);
        }
        catch (OverflowException e)
        {
            throw new IonMappingException($"{value} does not fit {TypeName.Of(typeof(T))}", e);
        }

        throw Expect.Mismatch(typeof(T), value);
    }
}

internal sealed class FloatConverter<T> : IonConverter<T>
    where T : IFloatingPointIeee754<T>
{
    public override void Write(IIonWriter writer, T value) => writer.WriteFloat(double.CreateChecked(value));

    public override T Read(IonElement value) => value.Type switch
    {
        IonType.Float => T.CreateTruncating(value.GetDouble()),
        IonType.Int => value.TryGetInt64(out var small) ? T.CreateTruncating(small) : T.CreateTruncating((double)value.GetBigInteger()),
        IonType.Decimal => T.CreateTruncating(value.GetDecimal().ToDouble()),
        _ => throw Expect.Mismatch(typeof(T), value),
    };
}

internal sealed class DecimalConverter : IonConverter<decimal>
{
    public override void Write(IIonWriter writer, decimal value) => writer.WriteDecimal(value);

    public override decimal Read(IonElement value)
    {
        try
        {
            return value.Type switch
            {
                IonType.Decimal => value.GetDecimal().ToDecimal(),
                IonType.Int => value.TryGetInt64(out var small) ? small : (decimal)value.GetBigInteger(),
                IonType.Float => (decimal)value.GetDouble(),
                _ => throw Expect.Mismatch(typeof(decimal), value),
            };
        }
        catch (OverflowException e)
        {
            throw new IonMappingException($"{value} does not fit Decimal", e);
        }
    }
}

internal sealed class IonDecimalConverter : IonConverter<IonDecimal>
{
    public override void Write(IIonWriter writer, IonDecimal value) => writer.WriteDecimal(value);

    public override IonDecimal Read(IonElement value) => value.Type switch
    {
        IonType.Decimal => value.GetDecimal(),
        IonType.Int => new IonDecimal(value.GetBigInteger(), 0),
        _ => throw Expect.Mismatch(typeof(IonDecimal), value),
    };
}

/// <summary>Types that have a text form, as strings.</summary>
internal sealed class ParsableConverter<T>(string? format) : IonConverter<T>
    where T : IFormattable
{
    private static readonly Func<string, T?> Parse = ParserOf();

    public override void Write(IIonWriter writer, T value) => writer.WriteString(value.ToString(format, CultureInfo.InvariantCulture));

    public override T Read(IonElement value) =>
        Expect.IsText(value) && Parse(value.GetString()) is { } parsed ? parsed : throw Expect.Mismatch(typeof(T), value);

    private static Func<string, T?> ParserOf()
    {
        Func<string, object?> parse = typeof(T) switch
        {
            var t when t == typeof(Guid) => text => Guid.TryParse(text, out var guid) ? guid : null,
            var t when t == typeof(TimeSpan) => text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null,
            var t when t == typeof(TimeOnly) => text => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            _ => text => QldbId.TryParse(text, out var id) ? id : null,
        };
        return text => (T?)parse(text);
    }
}

internal sealed class UriConverter : IonConverter<Uri>
{
    public override void Write(IIonWriter writer, Uri value) => writer.WriteString(value.OriginalString);

    public override Uri Read(IonElement value) =>
        Expect.IsText(value) && Uri.TryCreate(value.GetString(), UriKind.RelativeOrAbsolute, out var uri)
            ? uri
            : throw Expect.Mismatch(typeof(Uri), value);
}

internal sealed class HashConverter : IonConverter<QldbHash>
{
    public override void Write(IIonWriter writer, QldbHash value) => writer.WriteBlob(value.ToArray());

    public override QldbHash Read(IonElement value) =>
        value.Type == IonType.Blob && value.GetLob().Length is 0 or QldbHash.Size ? new QldbHash(value.GetLob()) : throw Expect.Mismatch(typeof(QldbHash), value);
}
