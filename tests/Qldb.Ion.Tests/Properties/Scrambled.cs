using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Qldb.Ion.Tests.Properties;

/// <summary>
/// Encodes a value as binary in ways that are legal and that nobody chooses: padding, over-long numbers, symbol ids in another order,
/// fields shuffled. The value is the same, and so must its hash be.
/// </summary>
internal sealed class Scrambled(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _ids = [];

    public byte[] Encode(IonElement value)
    {
        var texts = Texts(value).Distinct().OrderBy(_ => _random.Next()).ToList();
        for (var i = 0; i < texts.Count; i++)
            _ids[texts[i]] = 10 + i;
        byte[] symbols = [.. texts.SelectMany(text => Sized(8, Encoding.UTF8.GetBytes(text)))];
        var table = Wrapped([0x83], Sized(13, [0x87, .. Sized(11, symbols)]));
        return [0xE0, 0x01, 0x00, 0xEA, .. Padding(), .. table, .. Padding(), .. Of(value), .. Padding()];
    }

    private static IEnumerable<string> Texts(IonElement value)
    {
        var own = value.GetAnnotations().OfType<string>();
        if (value.IsNull)
            return own;
        return value.Type switch
        {
            IonType.Symbol => own.Append(value.GetSymbolText()!),
            IonType.Struct => own.Concat(value.EnumerateFields().SelectMany(field => Texts(field.Value).Append(field.Name!))),
            IonType.List or IonType.Sexp => own.Concat(value.EnumerateElements().SelectMany(Texts)),
            _ => own,
        };
    }

    private byte[] Of(IonElement value)
    {
        if (!value.HasAnnotations)
            return Bare(value);
        byte[] ids = [.. value.GetAnnotations().SelectMany(text => VarUInt(_ids[text!]))];
        return Wrapped(ids, Bare(value.WithoutAnnotations()));
    }

    private byte[] Bare(IonElement value)
    {
        if (value.IsNull)
            return [(byte)(CodeOf(value.Type) << 4 | 15)];
        return value.Type switch
        {
            IonType.Bool => [value.GetBoolean() ? (byte)0x11 : (byte)0x10],
            IonType.Int => Sized(value.GetBigInteger().Sign < 0 ? 3 : 2, Zeros(Magnitude(value.GetBigInteger()))),
            IonType.Float => Float(value.GetDouble()),
            IonType.Decimal => Sized(5, Decimal(value.GetDecimal())),
            IonType.Timestamp => Sized(6, Timestamp(value)),
            IonType.Symbol => Sized(7, Zeros(Magnitude(_ids[value.GetSymbolText()!]))),
            IonType.String => Sized(8, value.GetUtf8().ToArray()),
            IonType.Clob => Sized(9, value.GetLob().ToArray()),
            IonType.Blob => Sized(10, value.GetLob().ToArray()),
            IonType.Struct => Struct(value),
            _ => Sized(value.Type == IonType.List ? 11 : 12, [.. value.EnumerateElements().SelectMany(element => (byte[])[.. Padding(), .. Of(element)])]),
        };
    }

    private byte[] Struct(IonElement value)
    {
        var fields = value.EnumerateFields().OrderBy(_ => _random.Next()).ToList();
        if (_random.Next(3) == 0 && fields.Count > 0)
        {
            byte[] ordered = [.. fields.OrderBy(field => _ids[field.Name!]).SelectMany(field => (byte[])[.. VarUInt(_ids[field.Name!]), .. Of(field.Value)])];
            return [0xD1, .. VarUInt(ordered.Length), .. ordered];
        }

        var body = new List<byte>();
        foreach (var field in fields)
        {
            if (_random.Next(4) == 0)
                body.AddRange([.. VarUInt(_random.Next(3) * 100_000), .. NoPad()]);
            body.AddRange([.. VarUInt(_ids[field.Name!]), .. Of(field.Value)]);
        }

        return Sized(13, [.. body]);
    }

    private byte[] Float(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        if ((float)value == value && _random.Next(2) == 0)
        {
            bytes = new byte[4];
            BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value);
        }

        return BitConverter.DoubleToInt64Bits(value) == 0 && _random.Next(2) == 0 ? [0x40] : [(byte)(0x40 | bytes.Length), .. bytes];
    }

    private byte[] Decimal(IonDecimal value)
    {
        if (value == default && _random.Next(2) == 0)
            return [];
        var magnitude = Zeros([0, .. Magnitude(value.Coefficient)]);
        if (value.Coefficient.Sign < 0 || value.IsNegativeZero)
            magnitude[0] |= 0x80;
        if (value.Coefficient.IsZero && !value.IsNegativeZero && _random.Next(2) == 0)
            magnitude = [];
        return [.. VarInt(value.Exponent), .. magnitude];
    }

    /// <summary>The canonical body, its offset stretched where it is unknown, and a fraction of zeros that are none.</summary>
    private byte[] Timestamp(IonElement value)
    {
        var timestamp = value.GetTimestamp();
        using var writer = new IonBinaryWriter();
        writer.WriteTimestamp(timestamp);
        var bytes = writer.ToArray();
        var body = bytes[4] == 0x6E ? bytes[6..] : bytes[5..];
        byte[] stretched = timestamp.OffsetMinutes is null ? [0x40, 0x80, .. body[1..]] : body;
        return timestamp is { Precision: IonTimestampPrecision.Second, FractionDigits: 0 } && _random.Next(2) == 0
            ? [.. stretched, (byte)(0x80 | _random.Next(10)), .. new byte[_random.Next(3)]]
            : stretched;
    }

    private byte[] Wrapped(byte[] ids, byte[] value)
    {
        byte[] body = [.. VarUInt(ids.Length), .. ids, .. value];
        return body.Length < 14 && _random.Next(2) == 0 ? [(byte)(0xE0 | body.Length), .. body] : [0xEE, .. VarUInt(body.Length), .. body];
    }

    private byte[] Sized(int code, byte[] body)
    {
        var mayBeShort = body.Length < 14 && !(code == 13 && body.Length == 1);
        return mayBeShort && _random.Next(3) > 0 ? [(byte)(code << 4 | body.Length), .. body] : [(byte)(code << 4 | 14), .. VarUInt(body.Length), .. body];
    }

    private byte[] Padding() => _random.Next(4) == 0 ? NoPad() : [];

    private byte[] NoPad()
    {
        var body = new byte[_random.Next(20)];
        _random.NextBytes(body);
        return Sized(0, body);
    }

    private byte[] Zeros(byte[] magnitude) => _random.Next(3) == 0 ? [.. new byte[_random.Next(1, 4)], .. magnitude] : magnitude;

    private byte[] VarUInt(long value)
    {
        var groups = new List<byte>();
        do
        {
            groups.Insert(0, (byte)(value & 0x7F));
            value >>= 7;
        }
        while (value != 0);
        if (_random.Next(3) == 0)
            groups.InsertRange(0, new byte[_random.Next(1, 4)]);
        groups[^1] |= 0x80;
        return [.. groups];
    }

    private byte[] VarInt(long value)
    {
        var bytes = VarUInt(Math.Abs(value)).ToList();
        if ((bytes[0] & 0x40) != 0 || bytes.Count == 1 && (bytes[0] & 0x7F) >= 0x40)
            bytes.Insert(0, 0);
        if (value < 0)
            bytes[0] |= 0x40;
        return [.. bytes];
    }

    private static int CodeOf(IonType type) => type < IonType.Int ? (int)type : type == IonType.Int ? 2 : (int)type + 1;

    private static byte[] Magnitude(BigInteger value) => value.IsZero ? [] : BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
}
