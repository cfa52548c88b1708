using Qldb.Ion.Tests.Conformance;
using Xunit;
using Xunit.Abstractions;

namespace Qldb.Ion.Tests.Fuzzing;

/// <summary>A short run; millions of inputs are tried by <c>dotnet run -c Release --project tests/Qldb.Benchmarks -- fuzz ion</c>.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Damaged_Ion_is_refused_or_read_but_never_does_harm()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        Fuzz(seed, 20_000);
    }

    [Fact]
    public void Damaged_Ion_of_a_fixed_seed_is_refused_or_read() => Fuzz(20250731, 10_000);

    [ConformanceFact]
    public void Damaged_conformance_files_are_refused_or_read_but_never_do_harm()
    {
        var files = IonFile.Under("").Select(file => IonFile.PathOf((string)file[0])).Where(file => new FileInfo(file).Length < 4096).ToList();
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var fuzzer = new IonFuzzer(
            seed,
            files.Where(file => file.EndsWith(".10n", StringComparison.Ordinal)).Select(File.ReadAllBytes),
            files.Where(file => file.EndsWith(".ion", StringComparison.Ordinal)).Select(File.ReadAllText));
        fuzzer.Run(15_000);
    }

    private static void Fuzz(int seed, int inputs)
    {
        var fuzzer = new IonFuzzer(seed);
        fuzzer.Run(inputs);
        Assert.True(fuzzer.Accepted > inputs / 100 && fuzzer.Refused > inputs / 100, $"{fuzzer.Accepted} accepted, {fuzzer.Refused} refused");
    }
}
