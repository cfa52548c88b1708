using System.CommandLine;
using System.Text;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Demo;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Serve;
using Qldb.Tool.Shell;
using Qldb.Tool.Verification;

Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

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

// A statement may begin with an at sign, which would otherwise name a file of arguments.
var arguments = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
return WrongUsage.Tell(arguments) ?? await arguments.InvokeAsync(new InvocationConfiguration
{
    // A server that is told to stop lets open transactions end, for up to DrainTimeout's 10 minutes.
    ProcessTerminationTimeout = arguments.CommandResult.Command is ToolCommand { HandlesInterrupts: true } ? null : TimeSpan.FromMinutes(11),
});
