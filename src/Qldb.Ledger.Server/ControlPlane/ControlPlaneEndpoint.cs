using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Qldb.Ion;
using Qldb.Ledger.Server.Http;
using Qldb.Ledger.Server.Operations;
using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>The control plane: REST and JSON, as API version 2019-01-02 has it.</summary>
internal sealed class ControlPlaneEndpoint(ILedgerControl ledgers, LedgerServerOptions options, ILogger logger)
{
    private const int PageSizeMax = 100;
    private const int TagsMax = 50;
    private const int TagKeyLengthMax = 128;
    private const int TagValueLengthMax = 256;

    private readonly LedgerArn _arn = new(options);

    /// <summary>Serves a request whose signature has been checked.</summary>
    /// <exception cref="ServiceErrorException">The request or its sender was found wanting.</exception>
    public async Task ServeAsync(RequestScope scope, PooledBuffer body)
    {
        using var answer = new PooledBuffer();
        var isEmpty = await ServeAsync(scope, body, answer).ConfigureAwait(false);
        if (isEmpty)
        {
            scope.Context.Response.ContentLength = 0;
            return;
        }

        await Reply.SendAsync(scope.Context, Reply.Json, answer).ConfigureAwait(false);
    }

    private async Task<bool> ServeAsync(RequestScope scope, PooledBuffer body, PooledBuffer answer)
    {
        var request = new Call(scope, _arn);
        if (request is { Operation: "DeleteLedger", Ledger: { } doomed })
        {
            CheckRights(request);
            await ledgers.DeleteAsync(doomed).ConfigureAwait(false);
            Log.LedgerChanged(logger, doomed, "deleted", request.Caller.Id);
            return true;
        }

        CheckRights(request);
        using var json = Reply.Writer(answer);
        json.WriteStartObject();
        Serve(request, ControlPlaneRequest.Read(body.Span), json);
        json.WriteEndObject();
        return false;
    }

    private void Serve(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        switch (call.Operation)
        {
            case "CreateLedger": CreateLedger(call, request, json); break;
            case "ListLedgers": ListLedgers(call, json); break;
            case "DescribeLedger": WriteLedger(json, ledgers.Describe(call.Ledger!)); break;
            case "UpdateLedger": UpdateLedger(call, request, json); break;
            case "UpdateLedgerPermissionsMode": UpdatePermissionsMode(call, request, json); break;
            case "GetDigest": GetDigest(call, json); break;
            case "GetBlock": GetBlock(call, request, json); break;
            case "GetRevision": GetRevision(call, request, json); break;
            case "ListTagsForResource": WriteTags(json, ledgers.Describe(call.Ledger!).Settings.Tags); break;
            case "TagResource": Tag(call, request); break;
            case "UntagResource": Untag(call); break;
        }
    }

    private void CheckRights(Call call)
    {
        if (call.Caller.IsReadOnly && call.Changes)
        {
            throw Denied(call, call.Ledger is { } ledger ? _arn.Of(ledger) : "*");
        }

        if (call.Ledger is { } name && !call.Caller.MayUse(name))
        {
            throw Denied(call, _arn.Of(name));
        }
    }

    private static ServiceErrorException Denied(Call call, string resource)
        => new(ServiceErrors.AccessDenied(call.Caller.Id, $"qldb:{call.Operation}", resource));

    private void CreateLedger(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        var name = request.Name;
        if (!LedgerName.IsValid(name))
        {
            throw ControlPlaneErrors.InvalidParameter("Name", $"'{name}' is not a ledger name: 1 to 32 letters, digits and single inner hyphens, not only digits.");
        }

        if (!call.Caller.MayUse(name!))
        {
            throw Denied(call, _arn.Of(name!));
        }

        CheckKmsKey(request);
        CheckTags(request.Tags ?? new Dictionary<string, string>());
        var settings = new LedgerSettings
        {
            PermissionsMode = Mode(request),
            DeletionProtection = request.DeletionProtection ?? true,
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
        WriteLedger(json, ledgers.Create(name!, settings));
        Log.LedgerChanged(logger, name!, "created", call.Caller.Id);
    }

    private void UpdateLedger(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        CheckKmsKey(request);
        WriteLedger(json, ledgers.Update(
            call.Ledger!, settings => settings with { DeletionProtection = request.DeletionProtection ?? settings.DeletionProtection }));
        Log.LedgerChanged(logger, call.Ledger!, "updated", call.Caller.Id);
    }

    private void UpdatePermissionsMode(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        var mode = Mode(request);
        ledgers.Update(call.Ledger!, settings => settings with { PermissionsMode = mode });
        json.WriteString("Name"u8, call.Ledger);
        json.WriteString("Arn"u8, _arn.Of(call.Ledger!));
        json.WriteString("PermissionsMode"u8, mode);
        Log.LedgerChanged(logger, call.Ledger!, "updated", call.Caller.Id);
    }

    private void ListLedgers(Call call, Utf8JsonWriter json)
    {
        var size = call.Parameter("max_results") is not { } text ? PageSizeMax
            : int.TryParse(text, out var number) && number is > 0 and <= PageSizeMax ? number
            : throw ControlPlaneErrors.InvalidParameter("MaxResults", $"MaxResults: '{text}' is not a number from 1 to {PageSizeMax}.");
        var after = call.Parameter("next_token") is { } token ? PageToken(token) : "";
        var rest = ledgers.List().Where(ledger => call.Caller.MayUse(ledger.Name) && string.CompareOrdinal(ledger.Name, after) > 0).ToArray();

        json.WriteStartArray("Ledgers"u8);
        foreach (var ledger in rest.Take(size))
        {
            json.WriteStartObject();
            WriteNameAndState(json, ledger);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (rest.Length > size)
        {
            json.WriteString("NextToken"u8, Convert.ToBase64String(Encoding.UTF8.GetBytes(rest[size - 1].Name)));
        }
    }

    /// <summary>A page's token is the last name of the page before.</summary>
    private static string PageToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length) is var name && LedgerName.IsValid(name)
            ? name
            : throw ControlPlaneErrors.InvalidParameter("NextToken", "NextToken was not given out by this server.");
    }

    private void GetDigest(Call call, Utf8JsonWriter json)
    {
        var (digest, tip) = ledgers.GetDigest(call.Ledger!);
        json.WriteBase64String("Digest"u8, digest.ToArray());
        WriteIonText(json, "DigestTipAddress"u8, tip.ToString());
    }

    private void GetBlock(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        var address = ControlPlaneRequest.Address("BlockAddress", request.BlockAddress) ?? throw Missing("BlockAddress");
        var (block, proof) = ledgers.GetBlock(call.Ledger!, address, ControlPlaneRequest.Address("DigestTipAddress", request.DigestTipAddress));
        WriteIonText(json, "Block"u8, block.ToString());
        WriteProof(json, proof);
    }

    private void GetRevision(Call call, ControlPlaneRequest request, Utf8JsonWriter json)
    {
        var address = ControlPlaneRequest.Address("BlockAddress", request.BlockAddress) ?? throw Missing("BlockAddress");
        if (!QldbId.TryParse(request.DocumentId ?? throw Missing("DocumentId"), out var documentId))
        {
            throw ControlPlaneErrors.InvalidParameter("DocumentId", $"'{request.DocumentId}' is not a document id: 22 letters and digits.");
        }

        var tip = ControlPlaneRequest.Address("DigestTipAddress", request.DigestTipAddress);
        var (revision, proof) = ledgers.GetRevision(call.Ledger!, address, documentId, tip);
        WriteIonText(json, "Revision"u8, revision.ToString());
        WriteProof(json, proof);
    }

    private void Tag(Call call, ControlPlaneRequest request)
    {
        var added = request.Tags ?? throw Missing("Tags");
        ledgers.Update(call.Ledger!, settings =>
        {
            var tags = new Dictionary<string, string>(settings.Tags, StringComparer.Ordinal);
            foreach (var (key, value) in added)
            {
                tags[key] = value;
            }

            CheckTags(tags);
            return settings with { Tags = tags };
        });
    }

    private void Untag(Call call)
    {
        var keys = call.Parameters("tagKeys");
        if (keys.Length == 0)
        {
            throw Missing("TagKeys");
        }

        ledgers.Update(call.Ledger!, settings => settings with
        {
            Tags = settings.Tags.Where(tag => !keys.Contains(tag.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
        });
    }

    private static string Mode(ControlPlaneRequest request)
        => PermissionsMode.IsValid(request.PermissionsMode)
            ? request.PermissionsMode!
            : throw ControlPlaneErrors.InvalidParameter("PermissionsMode", $"PermissionsMode: '{request.PermissionsMode}' is neither ALLOW_ALL nor STANDARD.");

    private static void CheckKmsKey(ControlPlaneRequest request)
    {
        if (request.KmsKey is not (null or "AWS_OWNED_KMS_KEY"))
        {
            throw ControlPlaneErrors.InvalidParameter("KmsKey", "KmsKey: this server has no key service. Encrypt the medium that ledgers are kept on.");
        }
    }

    private static void CheckTags(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > TagsMax)
        {
            throw ControlPlaneErrors.InvalidParameter("Tags", $"Tags: {tags.Count} are more than {TagsMax}.");
        }

        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > TagKeyLengthMax || value.Length > TagValueLengthMax)
            {
                throw ControlPlaneErrors.InvalidParameter("Tags", $"Tags: '{key}' must have 1 to {TagKeyLengthMax} characters, and its value at most {TagValueLengthMax}.");
            }
        }
    }

    private static ServiceErrorException Missing(string member) => ControlPlaneErrors.InvalidParameter(member, $"{member} is required.");

    private void WriteLedger(Utf8JsonWriter json, LedgerDescription ledger)
    {
        WriteNameAndState(json, ledger);
        json.WriteString("Arn"u8, _arn.Of(ledger.Name));
        json.WriteString("PermissionsMode"u8, ledger.Settings.PermissionsMode);
        json.WriteBoolean("DeletionProtection"u8, ledger.Settings.DeletionProtection);
    }

    private static void WriteNameAndState(Utf8JsonWriter json, LedgerDescription ledger)
    {
        json.WriteString("Name"u8, ledger.Name);
        json.WriteString("State"u8, "ACTIVE"u8);
        json.WriteNumber("CreationDateTime"u8, ledger.CreatedAt.ToUnixTimeMilliseconds() / 1000m);
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyDictionary<string, string> tags)
    {
        json.WriteStartObject("Tags"u8);
        foreach (var (key, value) in tags)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter json, IonElement? proof)
    {
        if (proof is { } list)
        {
            WriteIonText(json, "Proof"u8, list.ToString());
        }
    }

    private static void WriteIonText(Utf8JsonWriter json, ReadOnlySpan<byte> member, string ion)
    {
        json.WriteStartObject(member);
        json.WriteString("IonText"u8, ion);
        json.WriteEndObject();
    }
}
