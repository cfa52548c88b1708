using System.Globalization;
using System.Text;

namespace Akka.Event;

public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);
    string Format(string format, IEnumerable<object> args);
}

/// <summary>Positional placeholders as in string.Format; named ones are filled in order.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    internal DefaultLogMessageFormatter() { }

    public string Format(string format, params object[] args) =>
        args is null || args.Length == 0 ? format : string.Format(CultureInfo.CurrentCulture, Positional(format), args);

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());

    /// <summary>Gives each distinct name the next number; a format that has numbers is left alone.</summary>
    private static string Positional(string format)
    {
        StringBuilder text = null;
        Dictionary<string, int> numbers = null;
        var copied = 0;
        for (var open = format.IndexOf('{'); open >= 0 && open + 1 < format.Length; open = format.IndexOf('{', open))
        {
            if (format[open + 1] == '{')
            {
                open += 2;
                continue;
            }
            var end = format.AsSpan(open).IndexOfAny(',', ':', '}') + open;
            var start = open + (format[open + 1] == '@' ? 2 : 1);
            if (end < start || !(char.IsLetter(format[start]) || format[start] == '_')) return format;
            var name = format[start..end];
            numbers ??= [];
            if (!numbers.TryGetValue(name, out var number)) numbers[name] = number = numbers.Count;
            (text ??= new StringBuilder()).Append(format, copied, open + 1 - copied).Append(number);
            copied = open = end;
        }
        return text is null ? format : text.Append(format, copied, format.Length - copied).ToString();
    }
}

/// <summary>A format and its arguments; becomes text when it is printed, if ever.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }
    public abstract string Unformatted();
    public abstract IEnumerable<object> Parameters();
}

internal sealed class DefaultLogMessage(ILogMessageFormatter formatter, string format, params object[] args) : LogMessage(formatter, format)
{
    public override string ToString() => Formatter.Format(Format, args);
    public override string Unformatted() => $"{Format}, {string.Join(",", args)}";
    public override IEnumerable<object> Parameters() => args;
}
