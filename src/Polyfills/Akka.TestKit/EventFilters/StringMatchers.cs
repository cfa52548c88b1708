using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

public interface IStringMatcher
{
    bool IsMatch(string s);
}

public class MatchesAll : IStringMatcher
{
    private MatchesAll() { }

    public static IStringMatcher Instance { get; } = new MatchesAll();
    public bool IsMatch(string s) => true;
    public override string ToString() => "";
}

public class EqualsString(string s) : IStringMatcher
{
    private readonly string _expected = s;
    public bool IsMatch(string s) => string.Equals(_expected, s, StringComparison.OrdinalIgnoreCase);
    public override string ToString() => $"== \"{_expected}\"";
}

public class StartsWithString(string start) : IStringMatcher
{
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);
    public override string ToString() => $"starts with \"{start}\"";
}

public class ContainsString(string part) : IStringMatcher
{
    public bool IsMatch(string s) => s.Contains(part, StringComparison.OrdinalIgnoreCase);
    public override string ToString() => $"contains \"{part}\"";
}

public class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);
    public override string ToString() => $"matches regex \"{regex}\"";
}

public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    public bool IsMatch(string s) => predicate(s);
    public override string ToString() => $"matches predicate {hint}";
}

/// <summary>The whole text or, for a path without scheme, the end of the path of an actor.</summary>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    private readonly string _path = path;

    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.OrdinalIgnoreCase)) return true;
        if (!canBeRelative || path is null || !Actor.ActorPath.TryParse(path, out var parsed)) return false;
        var tail = _path.TrimStart('/');
        return parsed.ToStringWithoutAddress().TrimStart('/') is var whole
            && (whole.Equals(tail, StringComparison.OrdinalIgnoreCase) || whole.Equals("user/" + tail, StringComparison.OrdinalIgnoreCase));
    }

    public override string ToString() => $"== \"{_path}\"";
}
