using System.Numerics;
using System.Text;

namespace Qldb.Ion.Tests.Fuzzing;

/// <summary>Random Ion values of every type, with a liking for the corners. The same seed gives the same values.</summary>
internal sealed class RandomIon(int seed)
{
    private static readonly string[] Texts =
    [
        "", "a", "name", "version", "$ion_1_0", "$10", "null", "a b", "é€😀", "\u000B\u000C\u000E", "'\"\\", "\n\r\t\0", "nan", "+inf", "\u0085\u00A0", "x-y",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A value of about so many nodes at most.</summary>
    public IonElement Next(int size)
    {
        using var writer = new IonBinaryWriter();
        Write(writer, size, 0);
        return IonElement.Parse(writer.ToArray());
    }

    private void Write(IonBinaryWriter writer, int size, int depth)
    {
        // $ion_1_0 alone at the top level, and a struct annotated as symbol table, are no values.
        var mayAnnotate = _random.Next(8) == 0;
        for (var i = _random.Next(1, 4); mayAnnotate && i > 0; i--)
            writer.WriteAnnotation(Text());
        var type = (IonType)_random.Next(size > 1 && depth < 40 ? 13 : 10);
        if (_random.Next(20) == 0)
            writer.WriteNull(type);
        else if (type >= IonType.List)
            WriteContainer(writer, type, size - 1, depth);
        else
            WriteScalar(writer, type, depth);
    }

    private void WriteContainer(IonBinaryWriter writer, IonType type, int size, int depth)
    {
        writer.StepIn(type);
        for (var i = _random.Next(0, 8); i > 0 && size > 0; i--)
        {
            if (type == IonType.Struct)
                writer.WriteFieldName(Text());
            var share = _random.Next(1, size + 1);
            Write(writer, share, depth + 1);
            size -= share;
        }

        writer.StepOut();
    }

    private void WriteScalar(IonBinaryWriter writer, IonType type, int depth)
    {
        switch (type)
        {
            case IonType.Bool:
                writer.WriteBool(_random.Next(2) == 0);
                break;
            case IonType.Int:
                writer.WriteInt(Integer());
                break;
            case IonType.Float:
                writer.WriteFloat(Float());
                break;
            case IonType.Decimal:
                writer.WriteDecimal(_random.Next(10) == 0 ? IonDecimal.NegativeZero(_random.Next(-5, 5)) : new IonDecimal(Integer(), _random.Next(-70, 20)));
                break;
            case IonType.Timestamp:
                writer.WriteTimestamp(Timestamp());
                break;
            case IonType.Symbol:
                writer.WriteSymbol(depth == 0 ? "s" + Text() : Text());
                break;
            case IonType.String:
                writer.WriteString(string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => Text())));
                break;
            case IonType.Clob:
                writer.WriteClob(Encoding.UTF8.GetBytes(Text()));
                break;
            case IonType.Blob:
                var bytes = new byte[_random.Next(40)];
                _random.NextBytes(bytes);
                writer.WriteBlob(bytes);
                break;
            default:
                writer.WriteNull();
                break;
        }
    }

    private string Text() => _random.Next(3) == 0 ? "t" + _random.Next(30) : Texts[_random.Next(Texts.Length)];

    private BigInteger Integer()
    {
        BigInteger value = _random.Next(6) switch
        {
            0 => 0,
            1 => _random.Next(300),
            2 => _random.NextInt64(),
            3 => long.MaxValue,
            4 => (BigInteger)1 << _random.Next(200),
            _ => ((BigInteger)1 << (8 * _random.Next(1, 20))) - 1,
        };
        return _random.Next(2) == 0 ? value : -value;
    }

    private double Float() => _random.Next(7) switch
    {
        0 => 0.0,
        1 => -0.0,
        2 => double.NaN,
        3 => double.PositiveInfinity,
        4 => _random.Next(100) / 4.0,
        5 => BitConverter.Int64BitsToDouble(_random.NextInt64()),
        _ => _random.NextDouble(),
    };

    private IonTimestamp Timestamp()
    {
        var moment = new DateTime(_random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay * 2));
        int? offset = _random.Next(3) switch { 0 => null, 1 => 0, _ => _random.Next(-1439, 1440) };
        var digits = _random.Next(3) == 0 ? 0 : _random.Next(25);
        var fraction = (BigInteger)_random.NextDouble() * BigInteger.Pow(10, digits) + _random.Next(1000) % BigInteger.Pow(10, digits);
        return _random.Next(5) switch
        {
            0 => IonTimestamp.OfYear(moment.Year),
            1 => IonTimestamp.OfMonth(moment.Year, moment.Month),
            2 => IonTimestamp.OfDay(moment.Year, moment.Month, moment.Day),
            3 => IonTimestamp.OfMinute(moment.Year, moment.Month, moment.Day, moment.Hour, moment.Minute, offset),
            _ => IonTimestamp.OfSecond(moment.Year, moment.Month, moment.Day, moment.Hour, moment.Minute, moment.Second, offset, fraction, digits),
        };
    }
}
