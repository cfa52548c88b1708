using System.CommandLine;
using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary><c>qldb proof</c>: a revision with everything that it takes to verify it later, without the ledger.</summary>
internal static class ProofCommand
{
    public const string RevisionFile = "revision.ion";
    public const string ProofFile = "proof.ion";
    public const string DigestFile = "digest.json";

    private static readonly Option<string> Document = new("--document") { Description = "Id of the document: SELECT id FROM Orders BY id …", HelpName = "ID", Required = true };
    private static readonly Option<long?> Version = new("--version") { Description = "Version of the document, from 0. The newest by default.", HelpName = "N" };

    private static readonly Option<FileInfo> Digest = new("--digest")
    {
        Description = "A digest saved before, to prove the revision by. A new one by default, which proves less: it comes from where the revision comes from.", HelpName = "FILE",
    };

    private static readonly Option<DirectoryInfo> Save = new("--save")
    {
        Description = $"Folder to save {RevisionFile}, {ProofFile} and {DigestFile} in, for 'qldb verify --bundle'.", HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new ToolCommand(
            "proof", "Get a revision of a document, its proof and the digest that it is proved by.",
            "qldb proof --data ./ledgers --ledger orders --document 294jJ3YUoH1IEEm8GSabOs --save receipt",
            "qldb proof --data ./ledgers --ledger orders --document 294jJ3YUoH1IEEm8GSabOs --version 0 --digest digest.json --output json > receipt.json");
        command.WithLedger().With(Document, Version, Digest, Save, CommonOptions.Output, CommonOptions.Quiet);
        command.SetAction((arguments, token) => Failures.ReportAsync(() => RunAsync(arguments, Report.Of(arguments), token)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, Report report, CancellationToken cancellationToken)
    {
        var document = arguments.GetRequiredValue(Document);
        if (!QldbId.TryParse(document, out var documentId))
        {
            throw ToolException.WrongUsage($"--document is '{document}'; a document id has 22 letters and digits.");
        }

        var kept = arguments.GetValue(Digest) is { } file ? SavedFile.ReadDigest(file) : null;
        using var place = arguments.OpenPlace();
        using var ledger = await place.OpenNamedOrOnlyAsync(arguments.GetValue(PlaceOptions.Ledger), cancellationToken);
        var (address, version) = await FindAsync(ledger, documentId, arguments.GetValue(Version), cancellationToken);
        var digest = kept ?? await ledger.GetDigestAsync(cancellationToken);
        ThrowIfNotCovered(address, digest);
        var (revision, proof) = await ledger.GetRevisionAsync(address, documentId, digest.Tip, cancellationToken);

        if (arguments.GetValue(Save) is { } folder)
        {
            SavedFile.Write(Path.Combine(folder.FullName, RevisionFile), revision.ToString());
            SavedFile.Write(Path.Combine(folder.FullName, ProofFile), proof!.ToIon().ToString());
            SavedFile.Write(Path.Combine(folder.FullName, DigestFile), SavedFile.DigestText(ledger.Description.Name, digest));
            report.Remark($"Saved {RevisionFile}, {ProofFile} and {DigestFile} in {folder.FullName}.");
        }

        report.Result(
            text =>
            {
                text.WriteLine($"revision  {revision}");
                text.WriteLine($"proof     {proof!.ToIon()}");
                text.WriteLine($"digest    {digest.Hash} covers blocks 0 to {digest.Tip.SequenceNo} of strand {digest.Tip.StrandId}");
            },
            json =>
            {
                json.WriteString("ledger", ledger.Description.Name);
                json.WriteString("documentId", document);
                json.WriteNumber("version", version);
                json.WriteAddress("blockAddress", address);
                json.WriteString("revision", revision.ToString());
                json.WriteString("proof", proof!.ToIon().ToString());
                json.WriteDigest(digest);
            });
        return ExitCode.Done;
    }

    /// <summary>Finds the block of a revision, in whatever table it is; also in one that was dropped.</summary>
    private static async Task<(BlockAddress Address, long Version)> FindAsync(ILedgerAccess ledger, QldbId documentId, long? version, CancellationToken cancellationToken)
    {
        await using var driver = ledger.CreateDriver();
        var found = await driver.ExecuteAsync(async txn =>
        {
            var revisions = new List<Revision>();
            foreach (var table in await txn.ReadAsync<string>("SELECT VALUE tableId FROM information_schema.user_tables", [], cancellationToken))
            {
                revisions.AddRange(await txn.ReadAsync<Revision>(
                    $"SELECT h.blockAddress.strandId, h.blockAddress.sequenceNo, h.metadata.version FROM history('{table}') AS h WHERE h.metadata.id = ?", [documentId.ToString()], cancellationToken));
            }

            return revisions;
        }, cancellationToken);

        var chosen = version is null ? found.MaxBy(revision => revision.version) : found.Find(revision => revision.version == version);
        if (chosen is not null)
        {
            return (new BlockAddress(QldbId.Parse(chosen.strandId), chosen.sequenceNo), chosen.version);
        }

        throw new ToolException(found.Count == 0
            ? $"Ledger '{ledger.Description.Name}' has no document {documentId}."
            : $"Document {documentId} has no version {version}; it has {string.Join(", ", found.Select(revision => revision.version).Order())}.");
    }

    private static void ThrowIfNotCovered(BlockAddress address, JournalDigest digest)
    {
        if (address.StrandId != digest.Tip.StrandId)
        {
            throw new ToolException($"The digest is of strand {digest.Tip.StrandId}, and the revision is in strand {address.StrandId}: they are of two ledgers.");
        }

        if (address.SequenceNo > digest.Tip.SequenceNo)
        {
            throw new ToolException($"The revision is in block {address.SequenceNo}, and the digest covers blocks 0 to {digest.Tip.SequenceNo}: take a newer digest.");
        }
    }

    private sealed record Revision(string strandId, long sequenceNo, long version);
}
