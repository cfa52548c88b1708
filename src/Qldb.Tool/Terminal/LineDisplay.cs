using System.Diagnostics;
using System.Globalization;

namespace Qldb.Tool.Terminal;

/// <summary>Plain lines, for pipes and log files: a stage prints at each quarter and when it is done.</summary>
internal sealed class LineDisplay(TextWriter output) : Display
{
    public override void Line(string text) => output.WriteLine(text);

    public override void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    public override void Table(string title, IReadOnlyList<(string Name, string Value)> rows)
    {
        Heading(title);
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows)
        {
            output.WriteLine($"  {name.PadRight(width)}  {value}");
        }
    }

    public override async Task StageAsync(string title, long total, Func<IProgress<long>, Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work(new Quarters(title, total, output));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: done, {total:N0} in {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private sealed class Quarters(string title, long total, TextWriter output) : IProgress<long>
    {
        private readonly Lock _gate = new();
        private int _shown;

        public void Report(long value)
        {
            lock (_gate)
            {
                var quarter = (int)(4 * value / Math.Max(1, total));
                if (quarter > _shown && quarter < 4)
                {
                    _shown = quarter;
                    output.WriteLine($"{title}: {25 * quarter} %");
                }
            }
        }
    }
}
