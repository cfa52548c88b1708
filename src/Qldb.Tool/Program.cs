using System.CommandLine;
using Qldb.Tool.Demo;
using Qldb.Tool.Serve;

var root = new RootCommand("qldb: an embedded, QLDB-compatible ledger and its tools.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
};

// A server that is told to stop lets open transactions end, for up to DrainTimeout's 10 minutes.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(11) });
