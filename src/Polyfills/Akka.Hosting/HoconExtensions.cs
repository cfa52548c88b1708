using System.Globalization;
using System.Text;
using Akka.Configuration;

namespace Akka.Hosting;

/// <summary>Values as HOCON text.</summary>
public static class HoconExtensions
{
    private const string MustBeQuoted = "$\"{}[]:=,#`^?!@*&\\";

    /// <summary>In quotes where it has to be.</summary>
    public static string ToHocon(this string text)
    {
        if (text is null) throw new ConfigurationException("Value can not be null");
        var escaped = new StringBuilder();
        var quote = text.Length == 0 || text != text.Trim();
        foreach (var c in text)
        {
            quote |= MustBeQuoted.Contains(c);
            var escape = Escape(c);
            quote |= escape is not null;
            if (escape is null) escaped.Append(c);
            else escaped.Append(escape);
        }
        return quote ? $"\"{escaped}\"" : text;
    }

    private static string Escape(char c) => c switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '/' => "\\/",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or > '~' => $"\\u{(int)c:x4}",
        _ => null,
    };

    public static string ToHocon(this bool? value) => NotNull(value).ToHocon();
    public static string ToHocon(this bool value) => value ? "on" : "off";
    public static string ToHocon(this float? value) => NotNull(value).ToHocon();
    public static string ToHocon(this float value) => value.ToString(CultureInfo.InvariantCulture);
    public static string ToHocon(this double? value) => NotNull(value).ToHocon();
    public static string ToHocon(this double value) => value.ToString(CultureInfo.InvariantCulture);
    public static string ToHocon(this int? value) => NotNull(value).ToHocon();
    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);
    public static string ToHocon(this long? value) => NotNull(value).ToHocon();
    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this TimeSpan? value, bool allowInfinite = false, bool zeroIsInfinite = false) =>
        NotNull(value).ToHocon(allowInfinite, zeroIsInfinite);

    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value > TimeSpan.Zero || (value == TimeSpan.Zero && !zeroIsInfinite)) return value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return allowInfinite ? "infinite" : throw new ConfigurationException("Infinite value is not allowed");
    }

    private static T NotNull<T>(T? value) where T : struct => value ?? throw new ConfigurationException("Value can not be null");
}

public static class Util
{
    /// <summary>The same settings below another path.</summary>
    public static Config MoveTo(this Config config, string path)
    {
        var value = config.Root;
        foreach (var key in Akka.Configuration.Hocon.HoconPath.Split(path).AsEnumerable().Reverse()) value = value.AtKey(key).Root;
        return value.ToConfig();
    }
}
