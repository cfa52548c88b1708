using BenchmarkDotNet.Running;
using Qldb.Benchmarks;

// Modes are found by their type; anything else is BenchmarkDotNet's.
if (Modes.Find(args) is { } mode)
    return await mode.RunAsync(args[mode.Name.Split(' ').Length..]);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
