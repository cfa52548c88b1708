using System.Diagnostics;
using System.Globalization;

namespace Qldb.Benchmarks;

/// <summary>
/// Measures a subject and its baseline in turns within one process, so that what else the machine does falls on both. Times are processor
/// time, which other processes do not add to. Reports the median of each, and of the ratio of neighbours with its range.
/// </summary>
internal static class Interleaved
{
    private const int Rounds = 11;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(120);

    /// <param name="name">What is measured.</param>
    /// <param name="bytes">Bytes that one call handles; 0 where a rate in bytes says nothing.</param>
    /// <param name="subject">One call.</param>
    /// <param name="baselineName">What it is compared with.</param>
    /// <param name="baseline">One call of that.</param>
    public static void Report(string name, int bytes, Action subject, string baselineName, Action baseline)
    {
        WarmUp(subject);
        WarmUp(baseline);
        var (calls, baselineCalls) = (Calibrate(subject), Calibrate(baseline));
        double[] times = new double[Rounds], baselineTimes = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            times[round] = Time(subject, calls);
            baselineTimes[round] = Time(baseline, baselineCalls);
        }

        var ratios = times.Zip(baselineTimes, (a, b) => a / b).Order().ToArray();
        var median = Median(times);
        var rate = bytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{bytes / median * 1000:F0} MB/s");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {median,10:F0} ns {rate,10} {Allocated(subject),8} B   {baselineName,-34} {Median(baselineTimes),10:F0} ns {Allocated(baseline),8} B   ratio {ratios[Rounds / 2]:F2} [{ratios[0]:F2}..{ratios[^1]:F2}]"));
    }

    /// <summary>Long enough for the compiler's last word: in processor time, of which a second of a busy machine may hold little.</summary>
    private static void WarmUp(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUpTime || Environment.CpuUsage.TotalTime - start < WarmUpTime;)
            action();
    }

    private static int Calibrate(Action action)
    {
        var calls = 1;
        while (true)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < calls; i++)
                action();
            if (watch.Elapsed >= RoundTime)
                return Math.Max(1, (int)(calls * (RoundTime / watch.Elapsed)));
            calls *= 2;
        }
    }

    private static double Time(Action action, int calls)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < calls; i++)
            action();
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / calls;
    }

    private static long Allocated(Action action)
    {
        const int Calls = 100;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
