using System.Globalization;

namespace Qldb.Benchmarks;

/// <summary>
/// Runs measurements in turn, round after round, so that a bad spell of the machine hits all of them, and prints medians with their range and the
/// median of the ratios within each round.
/// </summary>
internal sealed class InterleavedRounds(int rounds)
{
    private readonly List<(string Name, Func<Measurement> Measure, List<Measurement> Results)> _measures = [];

    public InterleavedRounds Add(string name, Func<Measurement> measure)
    {
        _measures.Add((name, measure, []));
        return this;
    }

    /// <param name="warmUps">Rounds for nothing, until the just-in-time compiler has optimised what it will.</param>
    public InterleavedRounds Run(int warmUps = 1)
    {
        for (var warmUp = 0; warmUp < warmUps; warmUp++)
        {
            _measures.ForEach(measure => measure.Measure());
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var (_, measure, results) in _measures)
            {
                results.Add(measure());
            }
        }

        return this;
    }

    public void Print(string unit)
    {
        foreach (var (name, _, results) in _measures)
        {
            var rates = results.ConvertAll(result => result.PerSecond);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-58} {Median(rates),12:N1} {unit} [{rates.Min():N1}..{rates.Max():N1}]{Costs(results)}"));
        }
    }

    public void PrintRatio(string title, string name, string bound)
    {
        var ratios = Find(name).Zip(Find(bound), (ours, theirs) => ours.PerSecond / theirs.PerSecond).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-58} {Median(ratios),12:N2} x  [{ratios.Min():N2}..{ratios.Max():N2}]"));
    }

    public double MedianBytes(string name) => Median(Find(name).Select(result => result.Bytes));

    private static string Costs(List<Measurement> results) => double.IsNaN(results[0].Bytes)
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"  {Median(results.Select(result => result.ProcessorMicroseconds)),6:N1} us processor, {Median(results.Select(result => result.Bytes)),6:N0} B, groups of {Median(results.Select(result => result.GroupSize)):N1}");

    private List<Measurement> Find(string name) => _measures.Single(measure => measure.Name == name).Results;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
