using System.Buffers;
using System.Globalization;

namespace Qldb.Ion;

internal ref partial struct TextParser
{
    private static readonly SearchValues<char> ShortStringStops = SearchValues.Create(StopsOf('"'));
    private static readonly SearchValues<char> QuotedSymbolStops = SearchValues.Create(StopsOf('\''));

    private bool ReadShortString()
    {
        var start = _position++;
        return ReadQuoted('"', out var text) && WriteString(text, start);
    }

    private bool ReadLongString()
    {
        var start = _position;
        return ReadLongSegments(out var text) && WriteString(text, start);
    }

    private bool WriteString(ReadOnlySpan<char> text, int start) =>
        _writer.TryWriteString(text) || Fail("A string has a surrogate without its other half", start);

    /// <summary>Reads up to the closing quote; the text is a slice of the block where it has no escapes.</summary>
    private bool ReadQuoted(char quote, out ReadOnlySpan<char> text)
    {
        var start = _position;
        var stop = _text[start..].IndexOfAny(quote == '"' ? ShortStringStops : QuotedSymbolStops);
        if (stop >= 0 && _text[start + stop] == quote)
        {
            text = _text.Slice(start, stop);
            _position = start + stop + 1;
            return true;
        }

        _scratchLength = 0;
        text = default;
        while (true)
        {
            stop = _text[_position..].IndexOfAny(quote == '"' ? ShortStringStops : QuotedSymbolStops);
            if (stop < 0)
                return FailUnclosed(start - 1);
            Append(_text.Slice(_position, stop));
            _position += stop;
            var c = _text[_position];
            if (c == quote)
                break;
            if (c != '\\')
                return Fail($"{Describe(c)} needs an escape within quotes");
            if (!ReadEscape(isClob: false))
                return false;
        }

        _position++;
        text = _scratch.AsSpan(0, _scratchLength);
        return true;
    }

    /// <summary>Reads <c>'''one''' '''after another'''</c>.</summary>
    private bool ReadLongSegments(out ReadOnlySpan<char> text)
    {
        text = default;
        _scratchLength = 0;
        var end = _position;
        while (StartsWith("'''"))
        {
            _position += 3;
            if (!ReadLongSegment(isClob: false))
                return false;
            end = _position;
            if (!SkipBlanks())
                return false;
        }

        _position = end;
        text = _scratch.AsSpan(0, _scratchLength);
        return true;
    }

    private bool ReadLongSegment(bool isClob)
    {
        var start = _position - 3;
        var firstChar = _scratchLength;
        while (true)
        {
            var next = Peek();
            switch (next)
            {
                case < 0:
                    return FailUnclosed(start);
                case '\'' when StartsWith("'''"):
                    _position += 3;
                    return Unicode.IsWellFormed(_scratch.AsSpan(firstChar, _scratchLength - firstChar))
                        || Fail("A string has a surrogate without its other half", start);
                case '\\':
                    if (!ReadEscape(isClob))
                        return false;
                    continue;
                case '\r':
                    _position += PeekAt(1) == '\n' ? 2 : 1;
                    Append('\n');
                    continue;
            }

            if (next is < ' ' and not ('\t' or '\n' or '\v' or '\f') || isClob && next > '\x7F')
                return Fail($"{Describe((char)next)} needs an escape within quotes");
            Append((char)next);
            _position++;
        }
    }

    private bool FailUnclosed(int start)
    {
        HitEnd = true;
        return Fail("Quotes are not closed", start);
    }

    private bool ReadEscape(bool isClob)
    {
        var letter = PeekAt(1);
        switch (letter)
        {
            case 'x':
                return ReadHexEscape(2);
            case 'u' when !isClob:
                return ReadHexEscape(4);
            case 'U' when !isClob:
                return ReadHexEscape(8);
            case '\n':
                _position += 2;
                return true;
            case '\r':
                _position += PeekAt(2) == '\n' ? 3 : 2;
                return true;
        }

        var c = letter switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            'v' => '\v',
            '"' or '\'' or '?' or '\\' or '/' => (char)letter,
            _ => -1,
        };
        if (c < 0)
            return Fail("There is no such escape");
        Append((char)c);
        _position += 2;
        return true;
    }

    private bool ReadHexEscape(int digits)
    {
        if (_text.Length - _position < 2 + digits)
        {
            HitEnd = true;
            return Fail("An escape is cut off");
        }

        if (!uint.TryParse(_text.Slice(_position + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return Fail($"An escape needs {digits} hexadecimal digits");
        if (code > 0x10FFFF)
            return Fail($"U+{code:X} is beyond Unicode");
        if (code > 0xFFFF)
        {
            Append((char)(0xD800 + (code - 0x10000 >> 10)));
            Append((char)(0xDC00 + (code & 0x3FF)));
        }
        else
        {
            Append((char)code);
        }

        _position += 2 + digits;
        return true;
    }

    private void Append(char c)
    {
        if (_scratchLength == _scratch.Length)
            GrowScratch(1);
        _scratch[_scratchLength++] = c;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_scratch.Length - _scratchLength < text.Length)
            GrowScratch(text.Length);
        text.CopyTo(_scratch.AsSpan(_scratchLength));
        _scratchLength += text.Length;
    }

    private void GrowScratch(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_scratchLength + count, Math.Max(_scratch.Length * 2, 256)));
        _scratch.AsSpan(0, _scratchLength).CopyTo(larger);
        Dispose();
        _scratch = larger;
    }

    /// <summary>What ends a plain run within quotes: the quote, an escape, and control characters, of which three may stay.</summary>
    private static char[] StopsOf(char quote) =>
        [quote, '\\', .. Enumerable.Range(0, ' ').Select(c => (char)c).Where(c => c is not ('\t' or '\v' or '\f'))];
}
