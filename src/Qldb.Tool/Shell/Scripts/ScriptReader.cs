using System.Text;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Shell.Scripts;

/// <summary>Reads a script from a file or a pipe, item by item: each runs before what follows it has been read.</summary>
internal sealed class ScriptReader : IDisposable
{
    private const int ChunkLength = 4096;

    private readonly string _source;
    private readonly TextReader _input;
    private readonly ScriptBuffer _buffer;
    private readonly char[] _chunk = new char[ChunkLength];
    private readonly StringBuilder _line = new();
    private bool _isEnd;

    private ScriptReader(string source, TextReader input)
    {
        _source = source;
        _input = input;
        _buffer = new ScriptBuffer(source);
    }

    public static ScriptReader OfText(string source, string text) => new(source, new StringReader(text));

    public static ScriptReader OfStream(string source, Stream stream) => new(source, new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)));

    /// <returns>The next item; null at the end.</returns>
    /// <exception cref="ToolException">The script is not UTF-8, or holds a statement longer than any can be.</exception>
    public async Task<ScriptItem?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_buffer.Take(_isEnd) is { } item)
            {
                return item;
            }

            if (_isEnd)
            {
                return null;
            }

            await FillAsync(cancellationToken);
        }
    }

    public void Dispose() => _input.Dispose();

    /// <summary>Hands whole lines on, so that the buffer can tell comments that are over from those that are not.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var read = await ReadChunkAsync(cancellationToken);
        if (read == 0)
        {
            _isEnd = true;
        }

        var end = _chunk.AsSpan(0, read).LastIndexOf('\n') + 1;
        if (end > 0 || _isEnd || _line.Length > ChunkLength)
        {
            _buffer.Append(_line.Append(_chunk, 0, end).ToString());
            _line.Clear();
        }

        _line.Append(_chunk, end, read - end);
    }

    private async Task<int> ReadChunkAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A pipe is not read with a token everywhere: whoever waits stops waiting.
            return await Task.Run(() => _input.Read(_chunk, 0, _chunk.Length), CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw new ToolException($"{_source} is not UTF-8 text.");
        }
    }
}
