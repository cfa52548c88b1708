namespace Qldb.Tool.Terminal;

/// <summary>Results only.</summary>
internal sealed class QuietDisplay(Display results) : Display
{
    public override void Line(string text)
    {
        // A remark.
    }

    public override void Heading(string text)
    {
        // Of remarks.
    }

    public override void Result(string text) => results.Line(text);

    public override void Table(string title, IReadOnlyList<(string Name, string Value)> rows) => results.Table(title, rows);

    public override Task StageAsync(string title, long total, Func<IProgress<long>, Task> work) => work(new NoProgress());
}
