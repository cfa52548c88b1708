using System.Text.RegularExpressions;

namespace Polyfills.Tests.Surface;

/// <summary>A page of the reference, as far as a program can read it.</summary>
internal sealed class ReferencePage
{
    private readonly string[] _lines;

    public ReferencePage(string page) => _lines = File.ReadAllLines(SharedFiles.Reference(page)!);

    /// <summary>The code blocks between two headings, without comments.</summary>
    public string Code(string fromHeading, string toHeading)
    {
        var code = new List<string>();
        var isCode = false;
        foreach (var line in Section(fromHeading, toHeading))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (isCode)
                code.Add(Regex.Replace(line, @"//.*$|/\*.*?\*/", ""));
        }

        return string.Join('\n', code);
    }

    public string Text(string fromHeading, string toHeading) => string.Join('\n', Section(fromHeading, toHeading));

    /// <summary>The cells of the tables between two headings, heads and rules left out.</summary>
    public IEnumerable<string[]> Rows(string fromHeading, string toHeading) => Section(fromHeading, toHeading)
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
        .Skip(1)
        .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray());

    private IEnumerable<string> Section(string fromHeading, string toHeading) => _lines
        .SkipWhile(line => !line.StartsWith(fromHeading, StringComparison.Ordinal))
        .TakeWhile(line => !line.StartsWith(toHeading, StringComparison.Ordinal));
}
