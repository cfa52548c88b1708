using System.CommandLine;
using System.CommandLine.Invocation;

namespace Qldb.Tool.CommandLine;

/// <summary>A command line that cannot be understood: every fault on standard error, and where the help is. Nothing on standard output, which may be a file.</summary>
internal static class WrongUsage
{
    /// <returns>The exit code; null when the command line is right, or asks for help.</returns>
    public static int? Tell(ParseResult arguments)
    {
        if (arguments.Action is not ParseErrorAction)
        {
            return null;
        }

        foreach (var fault in arguments.Errors.Select(error => error.Message).Distinct())
        {
            Console.Error.WriteLine(fault);
        }

        Console.Error.WriteLine($"'{Path(arguments)} --help' tells the options.");
        return ExitCode.WrongUsage;
    }

    private static string Path(ParseResult arguments)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? result = arguments.CommandResult; result?.Parent is not null; result = result.Parent)
        {
            if (result is System.CommandLine.Parsing.CommandResult command)
            {
                names.Push(command.Command.Name);
            }
        }

        return string.Join(' ', names.Prepend("qldb"));
    }
}
