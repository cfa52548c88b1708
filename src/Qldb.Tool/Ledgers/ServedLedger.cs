using System.Text.Json;
using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;

namespace Qldb.Tool.Ledgers;

/// <summary>A ledger behind a server. What the server says of its journal is recomputed here, not believed.</summary>
internal sealed class ServedLedger(ServerAddress server, ControlPlaneClient control, LedgerDescription description) : ILedgerAccess
{
    public LedgerDescription Description => description;

    public PooledQldbDriver CreateDriver() => new(new QldbDriverOptions
    {
        LedgerName = description.Name,
        EndpointUrl = server.Endpoint,
        Region = server.Region,
        Credentials = server.SessionCredentials,
    });

    public async Task<JournalDigest> GetDigestAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("digest", body: null, cancellationToken);
        return new JournalDigest(QldbHash.Parse(answer.GetProperty("Digest").GetString()!), Address(IonText(answer, "DigestTipAddress")));
    }

    public async Task<JournalRevision> GetRevisionAsync(BlockAddress address, QldbId documentId, BlockAddress digestTip, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "revision", new { BlockAddress = Holder(address), DocumentId = documentId.ToString(), DigestTipAddress = Holder(digestTip) }, cancellationToken);
        return new JournalRevision(IonText(answer, "Revision"), MerkleProof.Parse(IonText(answer, "Proof")));
    }

    public Task<JournalVerification> VerifyAsync(
        IReadOnlyList<JournalDigest> knownDigests, IProgress<JournalVerificationProgress> progress, CancellationToken cancellationToken) =>
        new ServedJournal(GetDigestAsync, GetBlockAsync).VerifyAsync(knownDigests, progress, cancellationToken);

    public void Dispose()
    {
        // The place owns the client.
    }

    private async Task<IonElement> GetBlockAsync(BlockAddress address, CancellationToken cancellationToken) =>
        IonText(await CallAsync("block", new { BlockAddress = Holder(address) }, cancellationToken), "Block");

    private Task<JsonElement> CallAsync(string what, object? body, CancellationToken cancellationToken) =>
        control.CallAsync(HttpMethod.Post, $"/ledgers/{description.Name}/{what}", body, cancellationToken);

    private static object Holder(BlockAddress address) => new { IonText = address.ToString() };

    private static IonElement IonText(JsonElement answer, string member) => IonElement.ParseText(answer.GetProperty(member).GetProperty("IonText").GetString()!);

    private static BlockAddress Address(IonElement value) =>
        BlockAddress.TryParse(value, out var address) ? address : throw new InvalidDataException($"The server gave {value} as the address of a block.");
}
