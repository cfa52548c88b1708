using System.Buffers;

namespace Qldb.Ion;

/// <summary>Reads a text of many values through a window that is as long as the longest value, and no longer.</summary>
internal sealed class TextSource : IDisposable
{
    private const int FirstWindow = 16 * 1024;

    private readonly TextReader _reader;
    private readonly IonBinaryWriter _writer = new() { WritesSymbolTables = true };
    private SymbolTable _symbols = SymbolTable.System;
    private char[] _window = ArrayPool<char>.Shared.Rent(FirstWindow);
    private int _start;
    private int _end;
    private bool _isLast;

    // Where the window begins in the whole text.
    private int _line = 1;
    private int _column = 1;

    public TextSource(TextReader reader) => _reader = reader;

    /// <summary>The next value as a self-contained stream; null at the end.</summary>
    public byte[]? ReadNext()
    {
        while (true)
        {
            var step = Step(out var consumed, out var error);
            switch (step)
            {
                case TextStep.Error:
                    throw ErrorAt(error!, consumed);
                case TextStep.End:
                    return null;
                case TextStep.Value:
                    _start = consumed;
                    return _writer.ToArray();
                default:
                    _start = consumed;
                    break;
            }
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        if (_window.Length > 0)
            ArrayPool<char>.Shared.Return(_window);
        _window = [];
    }

    private TextStep Step(out int consumed, out string? error)
    {
        while (true)
        {
            using var parser = new TextParser(_window.AsSpan(0, _end), _start, _writer, _symbols);
            var step = parser.ReadNext();
            if (!parser.HitEnd || _isLast)
            {
                consumed = parser.Position;
                error = parser.Error;
                _symbols = parser.Symbols;
                return step;
            }

            Refill();
        }
    }

    /// <summary>Drops what has been read, and reads on; doubles the window when a value fills it.</summary>
    private void Refill()
    {
        if (_start > 0)
        {
            (_line, _column) = TextPlace.After(_window.AsSpan(0, _start), _line, _column);
            _window.AsSpan(_start, _end - _start).CopyTo(_window);
            _end -= _start;
            _start = 0;
        }

        if (_end > _window.Length / 2)
            Grow();
        var count = _reader.ReadBlock(_window, _end, _window.Length - _end);
        _isLast = count < _window.Length - _end;
        _end += count;
    }

    private void Grow()
    {
        if (_window.Length >= IonLimits.MaxStreamBytes)
            throw ErrorAt($"A value is longer than {IonLimits.MaxStreamBytes} characters", _start);
        var larger = ArrayPool<char>.Shared.Rent(_window.Length * 2);
        _window.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_window);
        _window = larger;
    }

    private IonFormatException ErrorAt(string message, int position)
    {
        var (line, column) = TextPlace.After(_window.AsSpan(0, position), _line, _column);
        return new IonFormatException(message, line, column);
    }
}
