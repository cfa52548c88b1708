using System.Diagnostics;
using Qldb.Ion.Tests.Fuzzing;

namespace Qldb.Benchmarks.Ion;

/// <summary>The long fuzz run; the short one is in the tests, and so is the fuzzer.</summary>
internal sealed class FuzzIon : IMode
{
    private const int InputsPerSeed = 100_000;

    public string Name => "fuzz ion";

    public string Usage => "tries damaged Ion on the readers: [--inputs 5000000] [--seed N]";

    public Task<int> RunAsync(string[] arguments)
    {
        var inputs = Option(arguments, "--inputs", 5_000_000);
        var seed = (int)Option(arguments, "--seed", Environment.TickCount);
        var watch = Stopwatch.StartNew();
        long accepted = 0, refused = 0;
        for (long done = 0; done < inputs; done += InputsPerSeed, seed++)
        {
            var fuzzer = new IonFuzzer(seed);
            try
            {
                fuzzer.Run(Math.Min(InputsPerSeed, inputs - done));
            }
            catch (FuzzFailure failure)
            {
                Console.Error.WriteLine(failure);
                return Task.FromResult(1);
            }

            accepted += fuzzer.Accepted;
            refused += fuzzer.Refused;
            if (done / InputsPerSeed % 10 == 9)
                Console.WriteLine($"{accepted + refused:N0} inputs, {watch.Elapsed.TotalSeconds:F0} s, seed {seed}, {GC.GetTotalMemory(false) >> 20} MiB");
        }

        Console.WriteLine($"{accepted + refused:N0} inputs in {watch.Elapsed.TotalSeconds:F0} s: {accepted:N0} accepted, {refused:N0} refused, nothing else");
        return Task.FromResult(0);
    }

    private static long Option(string[] arguments, string name, long fallback)
    {
        var index = Array.IndexOf(arguments, name);
        return index < 0 ? fallback : long.Parse(arguments[index + 1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
