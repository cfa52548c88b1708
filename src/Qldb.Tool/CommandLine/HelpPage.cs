using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Qldb.Tool.CommandLine;

/// <summary>The help of a command: what System.CommandLine prints, then examples and exit codes.</summary>
internal sealed class HelpPage(HelpAction standard) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0    done, and what was checked holds
          1    not done, or what was checked does not hold
          2    wrong usage or settings
          130  interrupted

        """;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage((HelpAction)help.Action!);
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = standard.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand { Examples: [_, ..] examples })
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        output.WriteLine(ExitCodes);
        return code;
    }
}
