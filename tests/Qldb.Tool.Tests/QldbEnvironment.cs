namespace Qldb.Tool.Tests;

/// <summary>What a <see cref="QldbProcess"/> finds around it: variables, the current folder, standard input.</summary>
internal sealed record QldbEnvironment
{
    /// <summary>Standard input is the test's to write to and to close.</summary>
    public const string StaysOpen = "\0";

    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    public string Folder { get; init; } = "";

    /// <summary>All of standard input.</summary>
    public string Input { get; init; } = "";
}
