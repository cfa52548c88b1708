using System.Diagnostics.CodeAnalysis;
using Qldb.Ledger.Sessions;

namespace Qldb.Ledger;

/// <summary>Several open ledgers under one roof, found by name, as an endpoint of the service had them. Thread safe.</summary>
public sealed class LedgerHost : IDisposable
{
    private readonly Lock _gate = new();

    // Replaced as a whole with every change: each command looks here, changes are rare.
    private volatile Dictionary<string, Ledger> _ledgers = new(StringComparer.Ordinal);

    /// <summary>Gets the ledgers.</summary>
    public IReadOnlyCollection<Ledger> Ledgers => _ledgers.Values;

    /// <summary>Adds a ledger, which the host from now on owns.</summary>
    /// <exception cref="ArgumentException">A ledger of that name is here already.</exception>
    public void Add(Ledger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        lock (_gate)
        {
            var ledgers = new Dictionary<string, Ledger>(_ledgers, StringComparer.Ordinal);
            _ledgers = ledgers.TryAdd(ledger.Name, ledger)
                ? ledgers
                : throw new ArgumentException($"A ledger named '{ledger.Name}' is open here already.", nameof(ledger));
        }
    }

    /// <summary>Finds a ledger by its name, which is case-sensitive.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Ledger? ledger) => _ledgers.TryGetValue(name, out ledger);

    /// <summary>Takes a ledger out, still open: it is the caller's again. Its sessions end with <c>No such session</c> here.</summary>
    public bool TryRemove(string name, [NotNullWhen(true)] out Ledger? ledger)
    {
        lock (_gate)
        {
            var ledgers = new Dictionary<string, Ledger>(_ledgers, StringComparer.Ordinal);
            if (!ledgers.Remove(name, out ledger))
            {
                return false;
            }

            _ledgers = ledgers;
            return true;
        }
    }

    /// <summary>Closes every ledger.</summary>
    public void Dispose()
    {
        foreach (var name in _ledgers.Keys)
        {
            if (TryRemove(name, out var ledger))
            {
                ledger.Dispose();
            }
        }
    }

    internal LedgerSession? FindSession(string token)
    {
        foreach (var (_, ledger) in _ledgers)
        {
            if (ledger.Sessions.Find(token) is { } session)
            {
                return session;
            }
        }

        return null;
    }
}
