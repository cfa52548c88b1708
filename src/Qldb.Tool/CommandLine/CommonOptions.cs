using System.CommandLine;

namespace Qldb.Tool.CommandLine;

/// <summary>The options that all commands have.</summary>
internal static class CommonOptions
{
    public static readonly Option<OutputFormat> Output = new("--output", "-o")
    {
        Description = "text (the default) for people, json for programs: results on standard output, everything else on standard error.",
        HelpName = "text|json",
        CustomParser = result => Choose(result, ("text", OutputFormat.Text), ("json", OutputFormat.Json)),
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "No progress and no remarks: results and errors only." };

    /// <summary>Reads one of several words, and says which there are when it is none of them.</summary>
    public static T Choose<T>(System.CommandLine.Parsing.ArgumentResult result, params (string Word, T Value)[] words)
    {
        var given = result.Tokens[0].Value;
        foreach (var (word, value) in words)
        {
            if (string.Equals(word, given, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        result.AddError($"{result.Argument.Name} is '{given}'; it must be one of {string.Join(", ", words.Select(each => each.Word))}.");
        return default!;
    }
}
