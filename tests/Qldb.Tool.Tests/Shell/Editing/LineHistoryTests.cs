using Qldb.Tool.Shell.Editing;

namespace Qldb.Tool.Tests.Shell.Editing;

/// <summary>Lines come back, in this run and in the next.</summary>
public sealed class LineHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string HistoryFile => _folder.File("new/history");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_come_back_from_the_last_to_the_first_and_forward_again()
    {
        var history = new LineHistory(null);
        history.Add("one");
        history.Add("two");
        Assert.Equal("two", history.Older());
        Assert.Equal("one", history.Older());
        Assert.Null(history.Older());
        Assert.Equal("two", history.Newer());
        Assert.Equal("", history.Newer());
        Assert.Equal("two", history.Older());
    }

    [Fact]
    public void A_later_run_finds_the_lines_of_earlier_ones()
    {
        new LineHistory(HistoryFile).Add("SELECT 'čau'");
        Assert.Equal("SELECT 'čau'", new LineHistory(HistoryFile).Older());
    }

    [Fact]
    public void Only_its_owner_can_read_the_file()
    {
        new LineHistory(HistoryFile).Add("INSERT INTO Secret");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HistoryFile));
        }
    }

    [Fact]
    public void Empty_lines_and_repetitions_are_not_kept()
    {
        var history = new LineHistory(HistoryFile);
        history.Add("one");
        history.Add("  ");
        history.Add("one");
        Assert.Equal(["one"], File.ReadAllLines(HistoryFile));
    }

    [Fact]
    public void The_file_does_not_grow_for_ever()
    {
        var history = new LineHistory(HistoryFile);
        for (var i = 0; i < 2500; i++)
        {
            history.Add($"line {i}");
        }

        Assert.InRange(File.ReadAllLines(HistoryFile).Length, 1000, 2000);
        Assert.Equal("line 2499", new LineHistory(HistoryFile).Older());
    }

    [Fact]
    public void A_file_that_cannot_be_written_costs_the_memory_of_later_runs_only()
    {
        File.WriteAllText(_folder.File("file"), "");
        var history = new LineHistory(Path.Combine(_folder.File("file"), "history"));
        history.Add("one");
        Assert.Equal("one", history.Older());
    }
}
