using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Qldb.Ion;

namespace Qldb.PartiQL.Values;

/// <summary>
/// One byte form for every class of equal values. Each form begins with a tag and ends where its own lengths say, so that forms can be
/// put one after the other:
/// <list type="bullet">
/// <item>numbers by value: sign, power of ten, digits without trailing zeros; see <see cref="Number.ToDecimal(in Value)"/> for floats;</item>
/// <item>timestamps by instant, fractions without trailing zeros; text by its UTF-8, string and symbol alike;</item>
/// <item>lists by element; structs as a multiset of fields, bags as a multiset of elements: sorted forms.</item>
/// </list>
/// Annotations have no part in it, and neither has the type of a null; within a container MISSING is a null.
/// </summary>
internal static class CanonicalKey
{
    private enum Tag : byte
    {
        Null,
        Boolean,
        NotANumber,
        NegativeInfinity,
        NegativeNumber,
        Zero,
        PositiveNumber,
        PositiveInfinity,
        Timestamp,
        Text,
        UnknownText,
        Blob,
        Clob,
        List,
        Sexp,
        Bag,
        Struct,
    }

    public static byte[] Of(in Value value)
    {
        var output = new ArrayBufferWriter<byte>(64);
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(in Value value, IBufferWriter<byte> output)
    {
        switch (value.Kind)
        {
            case ValueKind.Missing or ValueKind.Null:
                Write(Tag.Null, output);
                break;
            case ValueKind.Boolean:
                Write(Tag.Boolean, output);
                output.Write([value.Boolean ? (byte)1 : (byte)0]);
                break;
            case ValueKind.Integer or ValueKind.Decimal or ValueKind.Float:
                WriteNumber(value, output);
                break;
            case ValueKind.Timestamp:
                WriteTimestamp(value.Timestamp, output);
                break;
            case ValueKind.String or ValueKind.Symbol:
                WriteText(value, output);
                break;
            case ValueKind.Blob or ValueKind.Clob:
                Write(value.Kind == ValueKind.Blob ? Tag.Blob : Tag.Clob, output);
                WriteBytes(value.Lob, output);
                break;
            case ValueKind.List or ValueKind.Sexp:
                WriteSequence(value, output);
                break;
            case ValueKind.Bag:
                WriteSorted(Tag.Bag, [.. value.Elements.Select(static item => Of(item))], output);
                break;
            default:
                WriteSorted(Tag.Struct, [.. value.Fields.Select(static field => FormOf(field))], output);
                break;
        }
    }

    private static void WriteNumber(in Value value, IBufferWriter<byte> output)
    {
        if (!Number.IsFinite(value))
        {
            Write(double.IsNaN(value.Float) ? Tag.NotANumber : value.Float < 0 ? Tag.NegativeInfinity : Tag.PositiveInfinity, output);
        }
        else if (value.Kind == ValueKind.Integer && value.TryGetInt64(out var small) && small != long.MinValue)
        {
            WriteSmall(small, output);
        }
        else
        {
            var number = Number.ToDecimal(value);
            WriteLarge(number.Coefficient, number.Exponent, output);
        }
    }

    private static void WriteSmall(long number, IBufferWriter<byte> output)
    {
        Write(number == 0 ? Tag.Zero : number < 0 ? Tag.NegativeNumber : Tag.PositiveNumber, output);
        if (number == 0)
        {
            return;
        }

        var magnitude = Math.Abs(number);
        var exponent = 0L;
        for (; magnitude % 10 == 0; magnitude /= 10)
        {
            exponent++;
        }

        WriteInt64(exponent, output);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, magnitude);
        WriteBytes(bytes[(BitOperations.LeadingZeroCount((ulong)magnitude) / 8)..], output);
    }

    private static void WriteLarge(BigInteger coefficient, long exponent, IBufferWriter<byte> output)
    {
        Write(coefficient.IsZero ? Tag.Zero : coefficient.Sign < 0 ? Tag.NegativeNumber : Tag.PositiveNumber, output);
        if (coefficient.IsZero)
        {
            return;
        }

        var magnitude = BigInteger.Abs(coefficient);
        WithoutTrailingZeros(ref magnitude, ref exponent);
        WriteInt64(exponent, output);
        WriteBytes(magnitude.ToByteArray(isUnsigned: true, isBigEndian: true), output);
    }

    private static void WithoutTrailingZeros(ref BigInteger magnitude, ref long exponent)
    {
        foreach (var step in (ReadOnlySpan<int>)[256, 16, 1])
        {
            var unit = BigInteger.Pow(10, step);
            while (BigInteger.DivRem(magnitude, unit, out var rest) is var shorter && rest.IsZero)
            {
                magnitude = shorter;
                exponent += step;
            }
        }
    }

    private static void WriteTimestamp(IonTimestamp timestamp, IBufferWriter<byte> output)
    {
        Write(Tag.Timestamp, output);
        var ticks = timestamp.ToDateTimeOffset().UtcTicks;
        WriteInt64(ticks / TimeSpan.TicksPerSecond, output);
        WriteLarge(timestamp.FractionCoefficient, -timestamp.FractionDigits, output);
    }

    private static void WriteText(in Value value, IBufferWriter<byte> output)
    {
        if (value.TryGetUtf8(out var utf8))
        {
            Write(Tag.Text, output);
            WriteBytes(utf8, output);
        }
        else
        {
            WriteText(value.TextOrNull, output);
        }
    }

    private static void WriteText(string? text, IBufferWriter<byte> output)
    {
        Write(text is null ? Tag.UnknownText : Tag.Text, output);
        if (text is not null)
        {
            WriteBytes(Encoding.UTF8.GetBytes(text), output);
        }
    }

    private static void WriteSequence(in Value value, IBufferWriter<byte> output)
    {
        Write(value.Kind == ValueKind.List ? Tag.List : Tag.Sexp, output);
        WriteInt64(value.Count, output);
        foreach (var item in value.Elements)
        {
            Write(item, output);
        }
    }

    private static byte[] FormOf(ValueField field)
    {
        var output = new ArrayBufferWriter<byte>(64);
        WriteText(field.Name, output);
        Write(field.Value, output);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteSorted(Tag tag, byte[][] forms, IBufferWriter<byte> output)
    {
        Array.Sort(forms, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        Write(tag, output);
        WriteInt64(forms.Length, output);
        foreach (var form in forms)
        {
            output.Write(form);
        }
    }

    private static void Write(Tag tag, IBufferWriter<byte> output) => output.Write([(byte)tag]);

    private static void WriteInt64(long number, IBufferWriter<byte> output)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        output.Write(bytes);
    }

    private static void WriteBytes(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        WriteInt64(bytes.Length, output);
        output.Write(bytes);
    }
}
