using System.Globalization;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>
/// Runs measurements in turn, round after round, so that a bad spell of the machine hits all of them, and prints medians with their range and the
/// median of the ratios within each round.
/// </summary>
internal sealed class InterleavedRounds(int rounds)
{
    private readonly List<(string Name, Func<double> Measure, List<double> Results)> _measures = [];

    public InterleavedRounds Add(string name, Func<double> measure)
    {
        _measures.Add((name, measure, []));
        return this;
    }

    public InterleavedRounds Run()
    {
        foreach (var (_, measure, _) in _measures)
        {
            measure(); // Once for nothing: just-in-time compilation, file creation.
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
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {Median(results),12:N1} {unit} [{results.Min():N1}..{results.Max():N1}]"));
        }
    }

    public void PrintRatio(string title, string name, string bound)
    {
        var ratios = Find(name).Zip(Find(bound), (ours, theirs) => ours / theirs).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title,-58} {Median(ratios),12:N2} x  [{ratios.Min():N2}..{ratios.Max():N2}]"));
    }

    private List<double> Find(string name) => _measures.Single(measure => measure.Name == name).Results;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
