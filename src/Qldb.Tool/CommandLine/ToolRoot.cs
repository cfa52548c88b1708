using System.CommandLine;
using Qldb.Tool.Demo;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Serve;
using Qldb.Tool.Shell;
using Qldb.Tool.Verification;

namespace Qldb.Tool.CommandLine;

/// <summary>All commands of the tool.</summary>
internal static class ToolRoot
{
    public static RootCommand Create()
    {
        var root = new RootCommand("qldb: an embedded, QLDB-compatible ledger and its tools.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            ShellCommand.Create(),
            LedgerCommand.Create(),
            DigestCommand.Create(),
            ProofCommand.Create(),
            VerifyCommand.Create(),
        };
        HelpPage.AddTo(root);
        return root;
    }

    // A statement may begin with an at sign, which would otherwise name a file of arguments.
    public static ParseResult Parse(IReadOnlyList<string> arguments) => Create().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
}
