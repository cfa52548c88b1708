using System.CommandLine;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary><c>qldb digest</c>: the one hash to keep where nobody who can write the ledger can reach it.</summary>
internal static class DigestCommand
{
    private static readonly Option<FileInfo> Save = new("--save") { Description = "File to save the digest in as well, for 'qldb verify --digest'.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new ToolCommand(
            "digest", "Print the digest of a ledger: one hash over the whole journal up to its tip.",
            "qldb digest --data ./ledgers --ledger orders --save digest.json", "qldb digest --endpoint http://127.0.0.1:8180 --ledger orders --output json");
        command.WithLedger().With(Save, CommonOptions.Output, CommonOptions.Quiet).SetAction((arguments, token) => Failures.ReportAsync(() => RunAsync(arguments, Report.Of(arguments), token)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, Report report, CancellationToken cancellationToken)
    {
        using var place = arguments.OpenPlace();
        using var ledger = await place.OpenNamedOrOnlyAsync(arguments.GetValue(PlaceOptions.Ledger), cancellationToken);
        var digest = await ledger.GetDigestAsync(cancellationToken);
        var name = ledger.Description.Name;
        if (arguments.GetValue(Save) is { } file)
        {
            SavedFile.Write(file.FullName, SavedFile.DigestText(name, digest));
            report.Remark($"Saved the digest of ledger '{name}' in {file.FullName}. Keep it where nobody who can write the ledger can reach it.");
        }

        report.Result(
            text => text.WriteLine($"{digest.Hash} covers blocks 0 to {digest.Tip.SequenceNo} of strand {digest.Tip.StrandId}"),
            json =>
            {
                json.WriteString("ledger", name);
                json.WriteDigest(digest);
            });
        return ExitCode.Done;
    }
}
