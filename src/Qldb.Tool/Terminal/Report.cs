using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Terminal;

/// <summary>How a command speaks: its result on standard output, as text or JSON; remarks and progress on standard error, where they cannot get between.</summary>
internal sealed class Report(OutputFormat format, bool isQuiet)
{
    // What reads this is no web page: letters stay letters.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Report Of(ParseResult arguments) => new(arguments.GetValue(CommonOptions.Output), arguments.GetValue(CommonOptions.Quiet));

    /// <summary>The display for what a command tells on its way: on standard output, unless that belongs to JSON.</summary>
    public Display Display()
    {
        var display = format == OutputFormat.Json ? new LineDisplay(isQuiet ? TextWriter.Null : Console.Error) : Terminal.Display.ForStandardOutput();
        return isQuiet ? new QuietDisplay(display) : display;
    }

    /// <summary>Gives the result.</summary>
    public void Result(Action<TextWriter> text, Action<Utf8JsonWriter> json)
    {
        if (format == OutputFormat.Json)
        {
            Result(json);
        }
        else
        {
            text(Console.Out);
        }
    }

    /// <summary>Gives the result where it is JSON; what people read of it has been told on the way.</summary>
    public void Result(Action<Utf8JsonWriter> json)
    {
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(Json(json));
        }
    }

    /// <summary>One JSON document on one line.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public void Remark(string text)
    {
        if (!isQuiet)
        {
            Console.Error.WriteLine(text);
        }
    }

    /// <summary>Runs a long stage; on a terminal a bar shows how far it is.</summary>
    public Task StageAsync(string title, long total, Func<IProgress<long>, Task> work)
    {
        var console = Consoles.Error();
        return isQuiet || !console.Profile.Capabilities.Ansi ? work(new NoProgress()) : new TerminalDisplay(console).StageAsync(title, total, work);
    }
}
