using System.Buffers;

namespace Qldb.Ion;

internal ref partial struct TextParser
{
    private static readonly SearchValues<char> IdentifierParts =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");

    private static readonly SearchValues<char> OperatorParts = SearchValues.Create("!#%&*+-./;<=>?@^`|~");

    /// <summary>What stood before a value, and whether the whole is a symbol table.</summary>
    private struct Annotated
    {
        public bool HasAnnotations;
        public bool IsSymbolTable;
    }

    private bool ReadValue(int depth, bool isInSexp, out Annotated annotated)
    {
        annotated = default;
        var isTable = false;
        while (true)
        {
            var next = Peek();
            switch (next)
            {
                case '"':
                    return ReadShortString();
                case '[':
                    return ReadSequence(depth, IonType.List);
                case '(':
                    return ReadSequence(depth, IonType.Sexp);
                case '{' when PeekAt(1) == '{':
                    return ReadLob();
                case '{':
                    annotated.IsSymbolTable = isTable;
                    return ReadStruct(depth);
                case '\'' when StartsWith("'''"):
                    return ReadLongString();
                case >= '0' and <= '9':
                case '-' when PeekAt(1) is >= '0' and <= '9':
                    return ReadNumber();
                case '+' or '-' when TryReadInfinity():
                    return true;
                case '\'' or '_' or '$' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                    break;
                default:
                    return isInSexp && next >= 0 && OperatorParts.Contains((char)next) ? ReadOperator() : FailUnexpected("A value");
            }

            if (next != '\'' && ReadKeyword(out var isKeyword) is var succeeded && isKeyword)
                return succeeded;

            if (!ReadSymbol(out var id) || !SkipBlanks())
                return false;
            if (!StartsWith("::"))
            {
                _writer.WriteSymbolId(id);
                return true;
            }

            _position += 2;
            _writer.AddAnnotation(id);
            isTable |= !annotated.HasAnnotations && id == SystemSymbols.IonSymbolTable;
            annotated.HasAnnotations = true;
            if (!SkipBlanks())
                return false;
        }
    }

    /// <summary>Reads <c>null</c>, <c>null.int</c>, <c>true</c>, <c>false</c> or <c>nan</c>, if that is what comes.</summary>
    private bool ReadKeyword(out bool isKeyword)
    {
        var word = _text[_position..];
        var end = word.IndexOfAnyExcept(IdentifierParts);
        HitEnd |= end < 0;
        if (end >= 0)
            word = word[..end];
        isKeyword = word is "null" or "true" or "false" or "nan";
        if (!isKeyword)
            return true;
        _position += word.Length;
        switch (word)
        {
            case "null":
                return ReadNull();
            case "nan":
                _writer.WriteFloat(double.NaN);
                return true;
            default:
                _writer.WriteBool(word is "true");
                return true;
        }
    }

    private bool ReadNull()
    {
        if (Peek() != '.')
        {
            _writer.WriteNull();
            return true;
        }

        var name = _text[(_position + 1)..];
        var end = name.IndexOfAnyExcept(IdentifierParts);
        HitEnd |= end < 0;
        if (end >= 0)
            name = name[..end];
        IonType? type = name switch
        {
            "null" => IonType.Null,
            "bool" => IonType.Bool,
            "int" => IonType.Int,
            "float" => IonType.Float,
            "decimal" => IonType.Decimal,
            "timestamp" => IonType.Timestamp,
            "symbol" => IonType.Symbol,
            "string" => IonType.String,
            "clob" => IonType.Clob,
            "blob" => IonType.Blob,
            "list" => IonType.List,
            "sexp" => IonType.Sexp,
            "struct" => IonType.Struct,
            _ => null,
        };
        if (type is null)
            return Fail("There is no such type of null");
        _position += 1 + name.Length;
        _writer.WriteNull(type.Value);
        return true;
    }

    private bool TryReadInfinity()
    {
        if (!_text[(_position + 1)..].StartsWith("inf"))
        {
            HitEnd |= _text.Length - _position < 4;
            return false;
        }

        if (PeekAt(4) is >= 0 and var after && IdentifierParts.Contains((char)after))
            return false;
        _writer.WriteFloat(_text[_position] == '+' ? double.PositiveInfinity : double.NegativeInfinity);
        _position += 4;
        return true;
    }

    private bool ReadOperator()
    {
        var length = 0;
        while (PeekAt(length) is >= 0 and var next && OperatorParts.Contains((char)next))
        {
            if (next == '/' && PeekAt(length + 1) is '/' or '*')
                break;
            length++;
        }

        _writer.WriteSymbol(_text.Slice(_position, length));
        _position += length;
        return true;
    }

    private bool ReadSequence(int depth, IonType type)
    {
        var start = _position;
        if (depth == IonLimits.MaxDepth)
            return Fail($"Containers are nested deeper than {IonLimits.MaxDepth}");
        var closing = type == IonType.List ? ']' : ')';
        _position++;
        _writer.StepIn(type);
        while (true)
        {
            if (!SkipBlanks())
                return false;
            var next = Peek();
            if (next < 0)
                return Fail($"'{_text[start]}' is not closed by '{closing}'", start);
            if (next == closing)
                break;
            if (!ReadValue(depth + 1, type == IonType.Sexp, out _))
                return false;
            if (type == IonType.List && !ReadComma(closing))
                return false;
        }

        _position++;
        _writer.StepOut();
        return true;
    }

    private bool ReadStruct(int depth)
    {
        var start = _position;
        if (depth == IonLimits.MaxDepth)
            return Fail($"Containers are nested deeper than {IonLimits.MaxDepth}");
        _position++;
        _writer.StepIn(IonType.Struct);
        while (true)
        {
            if (!SkipBlanks())
                return false;
            var next = Peek();
            if (next < 0)
                return Fail("'{' is not closed by '}'", start);
            if (next == '}')
                break;
            if (!ReadField(depth + 1))
                return false;
        }

        _position++;
        _writer.StepOut();
        return true;
    }

    private bool ReadField(int depth)
    {
        if (!ReadFieldName(out var id) || !SkipBlanks())
            return false;
        if (Peek() != ':')
            return FailUnexpected("':' after a field name");
        _position++;
        _writer.SetField(id);
        return SkipBlanks() && ReadValue(depth, isInSexp: false, out _) && ReadComma('}');
    }

    /// <summary>Reads a comma, or sees the end of the container, where the last comma may be missing.</summary>
    private bool ReadComma(char closing)
    {
        if (!SkipBlanks())
            return false;
        var next = Peek();
        if (next == ',')
            _position++;
        else if (next != closing)
            return FailUnexpected($"',' or '{closing}'");
        return true;
    }
}
