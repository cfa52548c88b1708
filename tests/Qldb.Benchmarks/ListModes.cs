namespace Qldb.Benchmarks;

/// <summary>Lists the modes.</summary>
internal sealed class ListModes : IMode
{
    public string Name => "modes";

    public string Usage => "lists these modes; anything else goes to BenchmarkDotNet, for instance --list flat";

    public Task<int> RunAsync(string[] arguments)
    {
        foreach (var mode in Modes.All())
            Console.WriteLine($"{mode.Name,-20} {mode.Usage}");
        return Task.FromResult(0);
    }
}
