using System.CommandLine;
using System.Text;
using Qldb.Tool.CommandLine;

Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var arguments = ToolRoot.Parse(args);
return WrongUsage.Tell(arguments) ?? await arguments.InvokeAsync(new InvocationConfiguration
{
    // A server that is told to stop lets open transactions end, for up to DrainTimeout's 10 minutes.
    ProcessTerminationTimeout = arguments.CommandResult.Command is ToolCommand { HandlesInterrupts: true } ? null : TimeSpan.FromMinutes(11),
});
