using System.Globalization;
using System.Text.Json;
using Qldb.Ledger;
using Qldb.Ledger.Server;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>The ledgers of a server.</summary>
internal sealed class ServerPlace(ServerAddress server) : ILedgerPlace
{
    private readonly ControlPlaneClient _control = new(server);

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        for (string? query = ""; query is not null;)
        {
            var page = await _control.CallAsync(HttpMethod.Get, "/ledgers" + query, body: null, cancellationToken);
            names.AddRange(page.GetProperty("Ledgers").EnumerateArray().Select(ledger => ledger.GetProperty("Name").GetString()!));
            query = page.TryGetProperty("NextToken", out var token) ? "?next_token=" + Uri.EscapeDataString(token.GetString()!) : null;
        }

        return names;
    }

    public Task CreateAsync(string name, LedgerSettings settings, CancellationToken cancellationToken)
    {
        LedgerName.ThrowIfInvalid(name);
        return _control.CallAsync(HttpMethod.Post, "/ledgers", new { Name = name, settings.PermissionsMode, settings.DeletionProtection, settings.Tags }, cancellationToken);
    }

    public Task ProtectAsync(string name, bool deletionProtection, CancellationToken cancellationToken) =>
        OfLedgerAsync(HttpMethod.Patch, name, new { DeletionProtection = deletionProtection }, cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => OfLedgerAsync(HttpMethod.Delete, name, body: null, cancellationToken);

    public async Task<ILedgerAccess> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var told = await OfLedgerAsync(HttpMethod.Get, name, body: null, cancellationToken);
        return new ServedLedger(server, _control, new LedgerDescription(
            name,
            DateTimeOffset.FromUnixTimeMilliseconds((long)(told.GetProperty("CreationDateTime").GetDecimal() * 1000)),
            told.GetProperty("PermissionsMode").GetString()!,
            told.GetProperty("DeletionProtection").GetBoolean()));
    }

    public void Dispose() => _control.Dispose();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"at {server.Endpoint.GetLeftPart(UriPartial.Authority)}");

    private async Task<JsonElement> OfLedgerAsync(HttpMethod method, string name, object? body, CancellationToken cancellationToken)
    {
        if (!LedgerName.IsValid(name))
        {
            throw LedgerPlaces.NoSuchLedger(name, ToString(), await ListAsync(cancellationToken));
        }

        try
        {
            return await _control.CallAsync(method, "/ledgers/" + name, body, cancellationToken);
        }
        catch (ServerRefusal refusal) when (refusal.Type == "ResourceNotFoundException")
        {
            throw LedgerPlaces.NoSuchLedger(name, ToString(), await ListAsync(cancellationToken));
        }
        catch (ServerRefusal refusal) when (refusal.Type == "ResourcePreconditionNotMetException")
        {
            throw LedgerPlaces.Protected(name);
        }
    }
}
