using System.Buffers;

namespace Qldb.Ion;

/// <summary>
/// Reads Ion text, one top-level value at a time, straight into a binary writer. It looks at a block of characters that may not be the
/// last: whoever touches the end of the block sets <see cref="HitEnd"/>, and the value is then read again from a longer block. Methods
/// return false once an error has been noted.
/// </summary>
internal ref partial struct TextParser
{
    private const string Version10 = "$ion_1_0";

    private readonly ReadOnlySpan<char> _text;
    private readonly IonBinaryWriter _writer;
    private int _position;
    private char[] _scratch = [];
    private int _scratchLength;

    public TextParser(ReadOnlySpan<char> text, int position, IonBinaryWriter writer, SymbolTable symbols)
    {
        _text = text;
        _position = position;
        _writer = writer;
        Symbols = symbols;
    }

    /// <summary>Whether the end of the block was looked at, so that more text might change what was read.</summary>
    public bool HitEnd { get; private set; }

    /// <summary>What is wrong, after a failure.</summary>
    public string? Error { get; private set; }

    /// <summary>Where the error is, else the first character not yet read.</summary>
    public readonly int Position => _position;

    /// <summary>What <c>$10</c> and above mean at this point.</summary>
    public SymbolTable Symbols { get; private set; }

    /// <summary>
    /// Reads the next value into the writer, which is reset before. Version markers and symbol tables count as steps of their own, so
    /// that whoever refills the block can drop what lies before.
    /// </summary>
    public TextStep ReadNext()
    {
        _writer.Reset();
        if (!SkipBlanks())
            return TextStep.Error;
        if (Peek() < 0)
            return TextStep.End;
        var start = _position;
        try
        {
            if (!ReadValue(0, isInSexp: false, out var annotated))
                return TextStep.Error;
            if (!annotated.HasAnnotations && _text[start] == '$' && VersionMarker.IsAtStartOf(_text[start.._position]))
                return ReadVersionMarker(start);
            if (!annotated.HasAnnotations && _writer.IsOnlyVersionSymbol)
                return TextStep.Directive;
            return annotated.IsSymbolTable ? ReadSymbolTable(start) : TextStep.Value;
        }
        catch (IonLimitException e)
        {
            Fail(e.Message);
            return TextStep.Error;
        }
    }

    public readonly void Dispose()
    {
        if (_scratch.Length > 0)
            ArrayPool<char>.Shared.Return(_scratch);
    }

    private TextStep ReadVersionMarker(int start)
    {
        if (!_text[start..].StartsWith(Version10))
        {
            Fail("This version of Ion is not known; only $ion_1_0 is", start);
            return TextStep.Error;
        }

        Symbols = SymbolTable.System;
        return TextStep.Directive;
    }

    private TextStep ReadSymbolTable(int start)
    {
        try
        {
            Symbols = TextSymbolTables.Read(_writer.WrittenMemory, Symbols);
            return TextStep.Directive;
        }
        catch (IonFormatException e)
        {
            Fail(e.Message, start);
            return TextStep.Error;
        }
    }

    private int Peek()
    {
        if (_position < _text.Length)
            return _text[_position];
        HitEnd = true;
        return -1;
    }

    private int PeekAt(int distance)
    {
        if (_position + distance < _text.Length)
            return _text[_position + distance];
        HitEnd = true;
        return -1;
    }

    private bool StartsWith(ReadOnlySpan<char> expected)
    {
        if (_text.Length - _position < expected.Length)
            HitEnd = true;
        return _text[_position..].StartsWith(expected);
    }

    /// <summary>Passes over white space and comments; fails on a comment without end.</summary>
    private bool SkipBlanks()
    {
        while (true)
        {
            while (_position < _text.Length && IsWhiteSpace(_text[_position]))
                _position++;
            if (Peek() != '/' || PeekAt(1) is not ('/' or '*'))
                return true;
            if (!SkipComment())
                return false;
        }
    }

    private bool SkipComment()
    {
        var start = _position;
        var rest = _text[(start + 2)..];
        if (_text[start + 1] == '/')
        {
            var newLine = rest.IndexOfAny('\n', '\r');
            HitEnd |= newLine < 0;
            _position = newLine < 0 ? _text.Length : start + 2 + newLine;
            return true;
        }

        var end = rest.IndexOf("*/");
        if (end < 0)
        {
            HitEnd = true;
            return Fail("A comment does not end", start);
        }

        _position = start + 2 + end + 2;
        return true;
    }

    private static bool IsWhiteSpace(char c) => c is ' ' or (>= '\t' and <= '\r');


    private bool Fail(string message) => Fail(message, _position);

    private bool Fail(string message, int position)
    {
        if (Error is null)
        {
            Error = message;
            _position = position;
        }

        return false;
    }

    private bool FailUnexpected(string expected)
    {
        var next = Peek();
        return Fail(next < 0 ? $"{expected} is expected, but the text ends" : $"{expected} is expected, not {Describe((char)next)}");
    }

    private static string Describe(char c) => c is < ' ' or >= '\x7F' ? $"U+{(int)c:X4}" : $"'{c}'";
}
