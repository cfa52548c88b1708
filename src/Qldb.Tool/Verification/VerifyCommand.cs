using System.CommandLine;
using System.CommandLine.Parsing;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary><c>qldb verify</c>: the whole journal of a ledger, or one saved revision without any ledger.</summary>
internal static class VerifyCommand
{
    private static readonly Option<FileInfo[]> Digest = new("--digest")
    {
        Description = "A saved digest. For a journal: that it still is the one of the digest; may be repeated. For a revision: what its proof must lead to.", HelpName = "FILE",
    };

    private static readonly Option<FileInfo> Revision = new("--revision") { Description = "A saved revision, to verify without a ledger.", HelpName = "FILE" };
    private static readonly Option<FileInfo> Proof = new("--proof") { Description = "The saved proof of the revision.", HelpName = "FILE" };
    private static readonly Option<string> Bundle = new("--bundle") { Description = "What 'qldb proof' saved: a folder, or a file with all three.", HelpName = "DIR|FILE" };

    public static Command Create()
    {
        var command = new ToolCommand(
            "verify", "Verify the whole journal of a ledger, or a saved revision by its proof and digest.",
            "qldb verify --data ./ledgers --ledger orders --digest digest.json",
            "qldb verify --endpoint http://127.0.0.1:8180 --ledger orders",
            "qldb verify --revision revision.ion --proof proof.ion --digest digest.json",
            "qldb verify --bundle receipt");
        command.Validators.Add(Check);
        command.WithLedger().With(Digest, Revision, Proof, Bundle, CommonOptions.Output, CommonOptions.Quiet);
        command.SetAction((arguments, token) => Failures.ReportAsync(() => RunAsync(arguments, Report.Of(arguments), token), interrupted: "Stopped before the end; nothing is known of the rest."));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, Report report, CancellationToken cancellationToken)
    {
        var digests = arguments.GetValue(Digest) ?? [];
        if (SavedRevision(arguments, digests) is { } saved)
        {
            return saved.Verify(report);
        }

        var known = digests.Select(SavedFile.ReadDigest).ToList();
        using var place = arguments.OpenPlace();
        using var ledger = await place.OpenNamedOrOnlyAsync(arguments.GetValue(PlaceOptions.Ledger), cancellationToken);
        return await new JournalCheck(ledger, report).RunAsync(known, cancellationToken);
    }

    private static RevisionCheck? SavedRevision(ParseResult arguments, FileInfo[] digests)
    {
        if (arguments.GetValue(Bundle) is { } bundle)
        {
            FileInfo In(string name) => new(Directory.Exists(bundle) ? Path.Combine(bundle, name) : bundle);
            return new RevisionCheck(
                SavedFile.ReadRevision(In(ProofCommand.RevisionFile)), SavedFile.ReadProof(In(ProofCommand.ProofFile)), SavedFile.ReadDigest(digests.FirstOrDefault() ?? In(ProofCommand.DigestFile)));
        }

        return arguments.GetValue(Revision) is { } revision
            ? new RevisionCheck(SavedFile.ReadRevision(revision), SavedFile.ReadProof(arguments.GetRequiredValue(Proof)), SavedFile.ReadDigest(digests[0]))
            : null;
    }

    private static void Check(CommandResult command)
    {
        bool Has(Option option) => command.GetResult(option) is { Implicit: false };
        if (Has(Bundle) && (Has(Revision) || Has(Proof)))
        {
            command.AddError("--bundle holds revision and proof: give either it, or --revision, --proof and --digest.");
        }

        if (Has(Revision) != Has(Proof) || (Has(Revision) && !Has(Digest)))
        {
            command.AddError("A saved revision is verified by three files: --revision, --proof and --digest.");
        }

        if ((Has(Revision) || Has(Bundle)) && command.GetResult(Digest)?.Tokens.Count > 1)
        {
            command.AddError("A revision is proved by one digest; --digest is given more than once.");
        }
    }
}
