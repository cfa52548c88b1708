using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and sizes with their units.</summary>
internal static class HoconUnits
{
    private static readonly Dictionary<string, double> TicksPer = new()
    {
        ["nanosecond"] = 0.01, ["nanoseconds"] = 0.01, ["nanos"] = 0.01, ["nano"] = 0.01, ["ns"] = 0.01,
        ["millisecond"] = TimeSpan.TicksPerMillisecond, ["milliseconds"] = TimeSpan.TicksPerMillisecond, ["millis"] = TimeSpan.TicksPerMillisecond,
        ["milli"] = TimeSpan.TicksPerMillisecond, ["ms"] = TimeSpan.TicksPerMillisecond, [""] = TimeSpan.TicksPerMillisecond,
        ["second"] = TimeSpan.TicksPerSecond, ["seconds"] = TimeSpan.TicksPerSecond, ["s"] = TimeSpan.TicksPerSecond,
        ["minute"] = TimeSpan.TicksPerMinute, ["minutes"] = TimeSpan.TicksPerMinute, ["m"] = TimeSpan.TicksPerMinute,
        ["hour"] = TimeSpan.TicksPerHour, ["hours"] = TimeSpan.TicksPerHour, ["h"] = TimeSpan.TicksPerHour,
        ["day"] = TimeSpan.TicksPerDay, ["days"] = TimeSpan.TicksPerDay, ["d"] = TimeSpan.TicksPerDay,
    };

    private static readonly (string Unit, double Bytes)[] ByteUnits = [.. Units()];

    public static TimeSpan ParseTimeSpan(string text, bool allowInfinite)
    {
        if (allowInfinite && text == "infinite") return Timeout.InfiniteTimeSpan;
        var (number, unit) = Split(text);
        if (!TicksPer.TryGetValue(unit, out var ticks)) throw new FormatException($"[{text}] is not a duration: a number and one of d, h, m, s, ms, ns.");
        return new TimeSpan((long)(number * ticks));
    }

    public static long? ParseByteSize(string text)
    {
        if (text is null) return null;
        var (number, unit) = Split(text);
        foreach (var (name, bytes) in ByteUnits)
            if (name == unit) return (long)(number * bytes);
        throw new FormatException($"[{text}] is not a byte size: a number and a unit such as B, kB, KiB, k, MB, MiB.");
    }

    private static (double Number, string Unit) Split(string text)
    {
        var trimmed = (text ?? throw new FormatException("A number with a unit was expected; there is no text.")).Trim();
        var length = 0;
        while (length < trimmed.Length && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] == '.')) length++;
        return double.TryParse(trimmed.AsSpan(0, length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, trimmed[length..].Trim())
            : throw new FormatException($"[{text}] does not start with a number that is not negative.");
    }

    /// <summary>One letter and the -iB names are powers of 1024, the -B names powers of 1000.</summary>
    private static IEnumerable<(string, double)> Units()
    {
        foreach (var bytes in new[] { "", "b", "B", "byte", "bytes" }) yield return (bytes, 1);
        var names = new[] { "kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta" };
        for (var i = 0; i < names.Length; i++)
        {
            var letter = char.ToUpperInvariant(names[i][0]).ToString();
            var (binary, small) = (Math.Pow(1024, i + 1), i == 0 ? "k" : letter);
            foreach (var name in new[] { letter, letter.ToLowerInvariant(), letter + "i", letter + "iB", names[i][..2] + "bibyte", names[i][..2] + "bibytes" })
                yield return (name, binary);
            foreach (var name in new[] { small + "B", names[i] + "byte", names[i] + "bytes" })
                yield return (name, Math.Pow(1000, i + 1));
        }
    }
}
