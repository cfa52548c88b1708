namespace Qldb.Ledger.Server.Security;

/// <summary>Who sent a request, and what that one may do.</summary>
internal sealed class Caller(string id, IReadOnlyList<string> ledgers, bool isReadOnly)
{
    public static Caller Anonymous { get; } = new("anonymous", [], isReadOnly: false);

    /// <summary>The access key's id; "anonymous" where the server asks for none.</summary>
    public string Id { get; } = id;

    /// <summary>May read, but change nothing.</summary>
    public bool IsReadOnly { get; } = isReadOnly;

    /// <summary>Tells whether the caller may use a ledger at all. Who is limited to no ledger in particular may use them all.</summary>
    public bool MayUse(string ledger) => ledgers.Count == 0 || ledgers.Contains(ledger, StringComparer.Ordinal);
}
