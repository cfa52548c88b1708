namespace Qldb.Benchmarks;

/// <summary>
/// A run that is no BenchmarkDotNet benchmark: a load run, a long fuzz run, a comparison in interleaved rounds. A class of this type is
/// found by itself, and started with <c>dotnet run -c Release --project tests/Qldb.Benchmarks -- NAME OPTIONS</c>.
/// </summary>
internal interface IMode
{
    /// <summary>What to type: one word or several.</summary>
    string Name { get; }

    /// <summary>One line on what it does and which options it takes.</summary>
    string Usage { get; }

    /// <summary>Runs with what follows the name; the result is the exit code.</summary>
    Task<int> RunAsync(string[] arguments);
}
