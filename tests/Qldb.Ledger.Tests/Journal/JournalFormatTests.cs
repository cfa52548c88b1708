using System.Reflection;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.Tests.Journal;

/// <summary>docs/reference/journal-format.md is the one description of the format; it says what the code says.</summary>
public sealed class JournalFormatTests
{
    private static readonly string Page = File.ReadAllText(PageFile());

    [Fact]
    public void The_page_names_the_version_that_is_written()
        => Assert.Contains($"Version of this format: **{StoreIdentity.CurrentFormatVersion}**", Page, StringComparison.Ordinal);

    [Fact]
    public void The_page_names_every_field_of_blocks_and_revisions()
    {
        var fields = typeof(JournalFields).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        var notWritten = new[] { JournalFields.RevisionSummaries };

        Assert.NotEmpty(fields);
        Assert.All(fields.Except(notWritten), field => Assert.Contains(field, Page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_has_the_entries_at_their_places()
    {
        Assert.Contains($"always {EntriesHashList.Count} entries", Page, StringComparison.Ordinal);
        AssertRow(EntriesHashList.HeaderPlace, "`H([strandId, sequenceNo, transactionId, blockTimestamp])`");
        AssertRow(EntriesHashList.RevisionsPlace, "`root` of the `hash` of each revision");
        AssertRow(EntriesHashList.RedactionPlace, "`H(redactionInfo)`");
        AssertRow(EntriesHashList.TransactionInfoPlace, "`H(transactionInfo)`");
    }

    private static void AssertRow(int place, string content) => Assert.Contains($"| {place} | {content}", Page, StringComparison.Ordinal);

    private static string PageFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "reference", "journal-format.md");
            if (File.Exists(page))
            {
                return page;
            }
        }

        throw new FileNotFoundException("docs/reference/journal-format.md is not above the test assembly.");
    }
}
