using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text. Braces and brackets still open at the end of the text are closed silently.</summary>
public class Parser
{
    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly Func<string, HoconRoot> _include;
    private readonly string _text;
    private int _at;

    private Parser(string text, Func<string, HoconRoot> include)
    {
        _text = text;
        _include = include;
    }

    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback)
    {
        var parser = new Parser(text, includeCallback);
        var root = new HoconObject();
        parser.ParseObject(root, topLevel: true);
        var value = HoconValue.Of(root);
        foreach (var substitution in parser._substitutions) Resolve(root, substitution);
        return new HoconRoot(value, parser._substitutions);
    }

    private static void Resolve(HoconObject root, HoconSubstitution substitution)
    {
        var found = HoconValue.Of(root);
        foreach (var key in HoconPath.Split(substitution.Path)) found = found?.GetChildObject(key);
        substitution.ResolvedValue = found ?? throw new FormatException($"Unresolved substitution: {substitution.Path}");
    }

    private bool AtEnd => _at >= _text.Length;
    private char Here => _text[_at];
    private bool Starts(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;
    private bool AtComment => Here == '#' || Starts("//");

    private void ParseObject(HoconObject target, bool topLevel)
    {
        SkipSpaceAndSeparators();
        if (topLevel && !AtEnd && Here == '{')
        {
            _at++;
            topLevel = false;
        }
        while (true)
        {
            SkipSpaceAndSeparators();
            if (AtEnd) return;
            if (Here == '}')
            {
                _at++;
                if (!topLevel) return;
                continue;
            }
            if (Starts("include ") && _include is not null) ParseInclude(target);
            else ParseField(target);
        }
    }

    private void ParseInclude(HoconObject target)
    {
        _at += "include ".Length;
        SkipBlanks();
        // Its substitutions were resolved within the included text.
        target.Merge(_include(ParseQuoted()).Value.GetObject());
    }

    private void ParseField(HoconObject target)
    {
        var value = HoconValue.Of(target);
        foreach (var key in ParseKey())
        {
            var parent = value.GetObject();
            if (parent is null) value.NewValue(parent = new HoconObject());
            value = parent.GetOrCreateKey(key);
        }
        SkipSpace();
        if (AtEnd) return;
        if (Here is ':' or '=') _at++;
        else if (Here != '{') throw Error("an assignment, an object or a separator was expected after a key");
        ParseValue(value);
    }

    private List<string> ParseKey()
    {
        var keys = new List<string>();
        while (true)
        {
            SkipBlanks();
            var key = !AtEnd && Here == '"' ? ParseQuoted() : ParseUnquotedKey();
            if (key.Length == 0) throw Error("a key was expected");
            keys.Add(key);
            SkipBlanks();
            if (AtEnd || Here != '.') return keys;
            _at++;
        }
    }

    private string ParseUnquotedKey()
    {
        var start = _at;
        while (!AtEnd && Here is not ('\n' or '\r' or '.' or ':' or '=' or '{' or '}' or '[' or ']' or ',' or '"' or '$') && !AtComment) _at++;
        return _text[start.._at].TrimEnd();
    }

    /// <summary>The elements up to the end of the line, a comma or a closing bracket.</summary>
    private void ParseValue(HoconValue value)
    {
        SkipSpace();
        var elements = new List<IHoconElement>();
        while (true)
        {
            var blanks = SkipBlanks();
            if (AtEnd || Here is '\n' or '\r' or ',' or '}' or ']' || AtComment) break;
            if (blanks.Length > 0 && elements.Count > 0) elements.Add(new HoconLiteral { Value = blanks });
            elements.Add(ParseElement(value));
        }
        Assign(value, elements);
    }

    private IHoconElement ParseElement(HoconValue target)
    {
        if (Here == '{')
        {
            _at++;
            // An object goes on with the one that the key has already.
            var found = target.GetObject() is { } existing && target.Values[0] is HoconObject ? existing : new HoconObject();
            if (target.GetObject() is { } resolved && !ReferenceEquals(resolved, found)) found.Merge(resolved);
            ParseObject(found, topLevel: false);
            return found;
        }
        if (Here == '[') return ParseArray();
        if (Starts("${")) return ParseSubstitution();
        if (Here == '"') return new HoconLiteral { Value = ParseQuoted() };
        if (Here is ':' or '=') throw Error($"'{Here}' cannot stand in an unquoted value; quote the value, or separate assignments by comma or newline");
        return new HoconLiteral { Value = ParseUnquoted() is var text && text == "null" ? null : text };
    }

    private static void Assign(HoconValue value, List<IHoconElement> elements)
    {
        if (elements.OfType<HoconObject>().FirstOrDefault() is { } first)
        {
            foreach (var more in elements.OfType<HoconObject>().Skip(1)) first.Merge(more);
            elements = [first];
        }
        else if (elements.Exists(static element => element is HoconArray)) elements.RemoveAll(static element => element is HoconLiteral);
        value.Clear();
        value.Values.AddRange(elements);
    }

    private HoconArray ParseArray()
    {
        _at++;
        var array = new HoconArray();
        while (true)
        {
            SkipSpaceAndSeparators();
            if (AtEnd) return array;
            if (Here == ']')
            {
                _at++;
                return array;
            }
            if (Here == '}') throw Error("']' was expected");
            var item = new HoconValue();
            ParseValue(item);
            array.Add(item);
        }
    }

    private HoconSubstitution ParseSubstitution()
    {
        var end = _text.IndexOf('}', _at);
        if (end < 0 || _text[_at + 2] == '?') throw new FormatException($"{Position()}: substitutions are written ${{path}}; optional ones are not known.");
        var substitution = new HoconSubstitution(_text[(_at + 2)..end].Trim());
        _substitutions.Add(substitution);
        _at = end + 1;
        return substitution;
    }

    private string ParseUnquoted()
    {
        var start = _at;
        while (!AtEnd && !char.IsWhiteSpace(Here) && Here is not (',' or '{' or '}' or '[' or ']' or '"' or ':' or '=' or '$') && !AtComment) _at++;
        if (_at == start) _at++; // a lone symbol such as $
        return _text[start.._at];
    }

    private string ParseQuoted()
    {
        if (Starts("\"\"\"")) return ParseTripleQuoted();
        var text = new StringBuilder();
        for (_at++; !AtEnd && Here != '"'; _at++)
            text.Append(Here == '\\' && _at + 1 < _text.Length ? ParseEscape() : Here);
        if (!AtEnd) _at++;
        return text.ToString();
    }

    private string ParseTripleQuoted()
    {
        var start = _at + 3;
        var end = _text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (end < 0) end = _text.Length;
        while (end + 3 < _text.Length && _text[end + 3] == '"') end++; // quotes before the closing three belong to the text
        _at = Math.Min(_text.Length, end + 3);
        return _text[start..end];
    }

    private char ParseEscape()
    {
        switch (_text[++_at])
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when _at + 4 < _text.Length:
                _at += 4;
                return (char)Convert.ToUInt16(_text.Substring(_at - 3, 4), 16);
            case '"' or '\\' or '/': return Here;
            default: throw new FormatException($"{Position()}: unknown escape \\{Here}");
        }
    }

    private string SkipBlanks()
    {
        var start = _at;
        while (!AtEnd && char.IsWhiteSpace(Here) && Here is not ('\n' or '\r')) _at++;
        return _text[start.._at];
    }

    private void SkipSpace() => SkipWhile(static c => char.IsWhiteSpace(c));
    private void SkipSpaceAndSeparators() => SkipWhile(static c => char.IsWhiteSpace(c) || c == ',');

    private void SkipWhile(Predicate<char> skip)
    {
        while (!AtEnd)
        {
            if (AtComment)
                while (!AtEnd && Here != '\n') _at++;
            else if (skip(Here)) _at++;
            else return;
        }
    }

    private ConfigurationException Error(string message) => new($"{Position()}: {message}.");

    private string Position()
    {
        var before = _text.AsSpan(0, Math.Min(_at, _text.Length));
        return $"HOCON line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }
}

/// <summary>Paths into a configuration: keys separated by dots; a key in quotes may hold dots itself.</summary>
internal static class HoconPath
{
    public static List<string> Split(string path)
    {
        var keys = new List<string>();
        var key = new StringBuilder();
        var quoted = false;
        foreach (var c in path)
        {
            if (c == '"') quoted = !quoted;
            else if (c == '.' && !quoted)
            {
                keys.Add(key.ToString());
                key.Clear();
            }
            else key.Append(c);
        }
        keys.Add(key.ToString());
        return keys;
    }
}
