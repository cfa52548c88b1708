using System.Numerics;
using System.Text;

namespace Qldb.Ion.Tests.Conformance;

/// <summary>
/// The Ion hash as the specification words it, over any hash function, without care for speed. The public data gives most of its
/// expectations for the identity function; this bridges from there to SHA-256.
/// </summary>
internal sealed class ReferenceIonHash(Func<byte[], byte[]> hash)
{
    public byte[] Of(IonElement value) => hash(Serialize(value));

    private byte[] Serialize(IonElement value)
    {
        if (!value.HasAnnotations)
            return SerializeBare(value);
        return [0x0B, 0xE0, .. value.GetAnnotations().SelectMany(SerializeSymbol), .. SerializeBare(value.WithoutAnnotations()), 0x0E];
    }

    private byte[] SerializeBare(IonElement value)
    {
        if (value.IsNull)
            return [0x0B, NullCode(value.Type), 0x0E];
        return value.Type switch
        {
            IonType.Bool => [0x0B, value.GetBoolean() ? (byte)0x11 : (byte)0x10, 0x0E],
            IonType.Int => Scalar(value.GetBigInteger().Sign < 0 ? 0x30 : 0x20, Magnitude(value.GetBigInteger())),
            IonType.Float => Scalar(0x40, FloatBytes(value.GetDouble())),
            IonType.Decimal => Scalar(0x50, DecimalBytes(value.GetDecimal())),
            IonType.Timestamp => Scalar(0x60, TimestampBytes(value.GetTimestamp())),
            IonType.Symbol => SerializeSymbol(value.GetSymbolText()),
            IonType.String => Scalar(0x80, value.GetUtf8().ToArray()),
            IonType.Clob => Scalar(0x90, value.GetLob().ToArray()),
            IonType.Blob => Scalar(0xA0, value.GetLob().ToArray()),
            IonType.List => [0x0B, 0xB0, .. value.EnumerateElements().SelectMany(Serialize), 0x0E],
            IonType.Sexp => [0x0B, 0xC0, .. value.EnumerateElements().SelectMany(Serialize), 0x0E],
            _ => [0x0B, 0xD0, .. SerializeFields(value), 0x0E],
        };
    }

    private byte[] SerializeFields(IonElement value)
    {
        var hashes = value.EnumerateFields().Select(field => hash([.. SerializeSymbol(field.Name), .. Serialize(field.Value)])).ToList();
        hashes.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return Escape([.. hashes.SelectMany(h => h)]);
    }

    private static byte[] SerializeSymbol(string? text) => text is null ? [0x0B, 0x71, 0x0E] : Scalar(0x70, Encoding.UTF8.GetBytes(text));

    private static byte[] Scalar(int qualifier, byte[] representation) => [0x0B, (byte)qualifier, .. Escape(representation), 0x0E];

    private static byte[] Escape(byte[] bytes) => [.. bytes.SelectMany<byte, byte>(b => b is 0x0B or 0x0C or 0x0E ? [0x0C, b] : [b])];

    private static byte NullCode(IonType type) => type switch
    {
        IonType.Null => 0x0F,
        IonType.Bool => 0x1F,
        IonType.Int => 0x2F,
        _ => (byte)(((int)type + 1 << 4) | 0x0F),
    };

    private static byte[] Magnitude(BigInteger value) => value.IsZero ? [] : BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);

    private static byte[] FloatBytes(double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) == 0)
            return [];
        var bytes = BitConverter.GetBytes(double.IsNaN(value) ? BitConverter.Int64BitsToDouble(0x7FF8000000000000) : value);
        return [.. bytes.Reverse()];
    }

    private static byte[] DecimalBytes(IonDecimal value) =>
        value == default ? [] : [.. VarInt(value.Exponent, value.Exponent < 0), .. SignedMagnitude(value.Coefficient, value.IsNegativeZero)];

    private static byte[] TimestampBytes(IonTimestamp value)
    {
        var utc = IonTimestamp.OfSecond(
            value.Year, value.Month, value.Day, value.Hour, value.Minute, value.Second, value.OffsetMinutes).ToDateTimeOffset().UtcDateTime;
        var bytes = new List<byte>(VarInt(value.OffsetMinutes ?? 0, value.OffsetMinutes is null or < 0));
        bytes.Add((byte)(utc.Year >> 7));
        bytes.Add((byte)(utc.Year & 0x7F | 0x80));
        if (utc.Year < 128)
            bytes.RemoveAt(bytes.Count - 2);
        int[] parts = [utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second];
        var count = value.Precision switch
        {
            IonTimestampPrecision.Year => 0,
            IonTimestampPrecision.Month => 1,
            IonTimestampPrecision.Day => 2,
            IonTimestampPrecision.Minute => 4,
            _ => 5,
        };
        bytes.AddRange(parts.Take(count).Select(part => (byte)(part | 0x80)));
        if (value.FractionDigits > 0)
            bytes.AddRange([.. VarInt(-value.FractionDigits, true), .. SignedMagnitude(value.FractionCoefficient, false)]);
        return [.. bytes];
    }

    private static byte[] SignedMagnitude(BigInteger value, bool isNegativeZero)
    {
        if (value.IsZero)
            return isNegativeZero ? [0x80] : [];
        var magnitude = Magnitude(value).ToList();
        if (magnitude[0] >= 0x80)
            magnitude.Insert(0, 0);
        if (value.Sign < 0)
            magnitude[0] |= 0x80;
        return [.. magnitude];
    }

    private static byte[] VarInt(long value, bool isNegative)
    {
        var groups = new List<byte>();
        var rest = Math.Abs(value);
        do
        {
            groups.Insert(0, (byte)(rest & 0x7F));
            rest >>= 7;
        }
        while (rest != 0);
        if (groups[0] >= 0x40)
            groups.Insert(0, 0);
        if (isNegative)
            groups[0] |= 0x40;
        groups[^1] |= 0x80;
        return [.. groups];
    }
}
