using Spectre.Console;

namespace Qldb.Tool.Terminal;

/// <summary>A live display for a person at a terminal.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : Display
{
    public override void Line(string text) => console.WriteLine(text);

    public override void Heading(string text)
    {
        console.WriteLine();
        console.Write(new Rule(Markup.Escape(text)).LeftJustified());
    }

    public override void Table(string title, IReadOnlyList<(string Name, string Value)> rows)
    {
        var table = new Table().Title(Markup.Escape(title)).Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in rows)
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        console.Write(table);
    }

    public override Task StageAsync(string title, long total, Func<IProgress<long>, Task> work) =>
        console.Progress().Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            await work(new Bar(task));
            task.Value = task.MaxValue;
        });

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }
}
