using System.CommandLine;

namespace Qldb.Tool.CommandLine;

/// <summary>A command of the tool: beside what any command has, examples for its help page.</summary>
internal sealed class ToolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines, as one would type them.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Whether the command deals with Ctrl+C itself; else it ends the command.</summary>
    public bool HandlesInterrupts { get; init; }

    public ToolCommand With(params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            Options.Add(option);
        }

        return this;
    }
}
