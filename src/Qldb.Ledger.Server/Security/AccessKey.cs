using System.Text;

namespace Qldb.Ledger.Server.Security;

/// <summary>An access key that the server knows, with what its holder may do.</summary>
internal sealed class AccessKey(AccessKeyOptions options)
{
    private readonly byte[]? _sessionToken = string.IsNullOrEmpty(options.SessionToken) ? null : Encoding.UTF8.GetBytes(options.SessionToken);

    public Caller Caller { get; } = new(options.Id, [.. options.Ledgers], options.ReadOnly);

    public SigningKeys SigningKeys { get; } = new(options.Secret);

    /// <summary>Tells whether a request carries the token of this key's temporary credentials, or none where the key has none.</summary>
    public bool IsSessionToken(string sent)
        => _sessionToken is null
            ? sent.Length == 0
            : System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(_sessionToken, Encoding.UTF8.GetBytes(sent));
}
