namespace Qldb.Ledger.Server.Http;

/// <summary>
/// A request's target as the client sent it, still escaped. Routing and signatures both use this form, so that they cannot disagree about what
/// was asked for; nothing is decoded twice, and a dot segment is an unknown path like any other.
/// </summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>Splits a target in origin form ("/path?query"); false for any other form.</summary>
    public static bool TryParse(string rawTarget, out RequestTarget target)
    {
        target = default;
        if (!rawTarget.StartsWith('/'))
        {
            return false;
        }

        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        target = mark < 0 ? new(rawTarget, "") : new(rawTarget[..mark], rawTarget[(mark + 1)..]);
        return true;
    }

    /// <summary>The parts of the path between its slashes, unescaped each for itself.</summary>
    public string[] Segments()
        => Array.ConvertAll(Path[1..].Split('/'), Uri.UnescapeDataString);

    /// <summary>The query's parameters in their order, unescaped. A plus sign is a plus sign.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        foreach (var pair in Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? new(Uri.UnescapeDataString(pair), "")
                : new(Uri.UnescapeDataString(pair[..equals]), Uri.UnescapeDataString(pair[(equals + 1)..]));
        }
    }
}
