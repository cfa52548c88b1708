using System.Text.RegularExpressions;

namespace Qldb.Actors.Client.Tests.Diagnostics;

/// <summary>Whoever watches logs goes by ids: they are on the page, and they stay.</summary>
public sealed class LogTests
{
    [Fact]
    public void Every_message_has_the_id_that_the_page_lists_and_no_two_have_the_same()
    {
        var source = File.ReadAllText(Repository.File("src/Qldb.Actors/Diagnostics/Log.cs"));
        var logged = Regex.Matches(source, @"log\.(Debug|Info|Warning|Error)\((?:\w+, )?""(QLDB\d{3}) ").Select(call => $"{call.Groups[2].Value} {call.Groups[1].Value}").ToList();

        var page = File.ReadAllText(Repository.File("docs/how-to/watch-the-pool.md"));
        var listed = Regex.Matches(page, @"^\| (QLDB\d{3}) \| (Debug|Info|Warning|Error) \|", RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        Assert.Equal(Regex.Count(source, @"\blog\.(Debug|Info|Warning|Error)\("), logged.Count);
        Assert.Equal(logged.Count, logged.Select(message => message[..7]).Distinct().Count());
        Assert.Equal(logged.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
