using System.CommandLine;
using Qldb.Tool.Demo;

var root = new RootCommand("qldb: an embedded, QLDB-compatible ledger and its tools.")
{
    DemoCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
