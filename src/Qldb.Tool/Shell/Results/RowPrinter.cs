using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Qldb.Ion;

namespace Qldb.Tool.Shell.Results;

/// <summary>Prints rows on standard output, one after the other; never more of them in memory than a table's page.</summary>
internal sealed class RowPrinter : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Stream _output = new BufferedStream(Console.OpenStandardOutput(), BufferSize);
    private readonly ArrayBufferWriter<byte> _line = new();

    public RowFormat Format { get; set; }

    public void Print(IEnumerable<IonElement> rows)
    {
        switch (Format)
        {
            case RowFormat.Ion:
                PrintLines(rows, static (row, line) => Encoding.UTF8.GetBytes(row.ToString(), line));
                break;
            case RowFormat.Json:
                using (var json = new Utf8JsonWriter(_line, Readable))
                {
                    PrintLines(rows, (row, line) =>
                    {
                        json.Reset(line);
                        JsonRow.Write(json, row);
                        json.Flush();
                    });
                }

                break;
            default:
                TablePage.Print(rows);
                break;
        }
    }

    /// <summary>Prints a line of text.</summary>
    public void Print(string text) => PrintLines([text], static (line, bytes) => Encoding.UTF8.GetBytes(line, bytes));

    public void Dispose() => _output.Dispose();

    private void PrintLines<T>(IEnumerable<T> rows, Action<T, ArrayBufferWriter<byte>> write)
    {
        foreach (var row in rows)
        {
            _line.ResetWrittenCount();
            write(row, _line);
            _line.Write("\n"u8);
            _output.Write(_line.WrittenSpan);
        }

        _output.Flush();
    }
}
