using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>What is the same for both kinds of place.</summary>
internal static class LedgerPlaces
{
    /// <summary>Opens the ledger of that name or, where none is named, the only one there is.</summary>
    public static async Task<ILedgerAccess> OpenNamedOrOnlyAsync(this ILedgerPlace place, string? name, CancellationToken cancellationToken) =>
        await place.OpenAsync(name ?? await OnlyAsync(place, cancellationToken), cancellationToken);

    public static ToolException NoSuchLedger(string name, string where, IReadOnlyList<string> names) => new(
        $"There is no ledger '{name}' {where}. " + (names.Count == 0 ? $"There is none at all: 'qldb ledger create {name}' makes one." : $"There are: {string.Join(", ", names)}."));

    public static ToolException Protected(string name) => new(
        $"Ledger '{name}' is protected against deletion, and nothing was deleted. 'qldb ledger update {name} --deletion-protection false' lifts the protection.");

    private static async Task<string> OnlyAsync(ILedgerPlace place, CancellationToken cancellationToken) => await place.ListAsync(cancellationToken) switch
    {
        [var only] => only,
        [] => throw new ToolException($"There is no ledger {place}: 'qldb ledger create NAME' makes one."),
        var names => throw ToolException.WrongUsage($"There are {names.Count} ledgers {place}; choose one with --ledger: {string.Join(", ", names)}."),
    };
}
