namespace Qldb.Ion;

internal ref partial struct TextParser
{
    private bool ReadFieldName(out int id)
    {
        id = 0;
        switch (Peek())
        {
            case '"':
                _position++;
                return ReadQuoted('"', out var text) && Intern(text, out id);
            case '\'' when StartsWith("'''"):
                return ReadLongSegments(out var longText) && Intern(longText, out id);
            case '\'' or '_' or '$' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                var start = _position;
                if (!ReadSymbol(out id))
                    return false;
                return _text[start.._position] is not ("null" or "true" or "false" or "nan")
                    || Fail("A field name that is a keyword needs quotes", start);
            default:
                return FailUnexpected("A field name");
        }
    }

    /// <summary>Reads a symbol, bare or quoted, and gives it an id of the writer.</summary>
    private bool ReadSymbol(out int id)
    {
        if (_text[_position] == '\'')
        {
            id = 0;
            _position++;
            return ReadQuoted('\'', out var quoted) && Intern(quoted, out id);
        }

        var symbol = _text[_position..];
        var end = symbol.IndexOfAnyExcept(IdentifierParts);
        HitEnd |= end < 0;
        if (end >= 0)
            symbol = symbol[..end];
        if (symbol[0] == '$' && symbol.Length > 1 && !symbol[1..].ContainsAnyExceptInRange('0', '9'))
        {
            if (!ReadSymbolId(symbol, out id))
                return false;
        }
        else
        {
            id = _writer.Intern(symbol);
        }

        _position += symbol.Length;
        return true;
    }

    private bool ReadSymbolId(ReadOnlySpan<char> symbol, out int id)
    {
        id = 0;
        long number = 0;
        foreach (var digit in symbol[1..])
            number = Math.Min(number * 10 + (digit - '0'), long.MaxValue / 11);
        if (number > Symbols.MaxId)
            return Fail($"Symbol ${number} is not in the symbol table, which ends at ${Symbols.MaxId}");
        if (Symbols.TextOf(number) is { } text)
            id = _writer.Intern(text);
        else if (Symbols.ImportOf(number) is { } location)
            id = _writer.Intern(location);
        return true;
    }

    private bool Intern(ReadOnlySpan<char> text, out int id)
    {
        id = 0;
        if (!Unicode.IsWellFormed(text))
            return Fail("A symbol has a surrogate without its other half");
        id = _writer.Intern(text);
        return true;
    }
}
