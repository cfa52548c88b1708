namespace Qldb.Ledger.Server;

/// <summary>A key pair that a client may sign with, and what its holder may do.</summary>
public sealed class AccessKeyOptions
{
    /// <summary>Gets or sets the access key's id, as clients configure it. Not secret; it appears in logs.</summary>
    /// <value>3 to 128 letters, digits, '_' and '-'. No default.</value>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the secret access key. Never logged.</summary>
    /// <value>At least 16 characters. No default.</value>
    public string Secret { get; set; } = "";

    /// <summary>Gets or sets the session token that requests must carry, for keys handed out as temporary credentials.</summary>
    /// <value>Null, the default: requests carry none.</value>
    public string? SessionToken { get; set; }

    /// <summary>Gets or sets the only ledgers that this key may use.</summary>
    /// <value>Empty, the default: all of them.</value>
    public IList<string> Ledgers { get; set; } = [];

    /// <summary>Gets or sets whether this key may only read: SELECT statements, descriptions, digests, blocks and revisions.</summary>
    /// <value>False by default.</value>
    public bool ReadOnly { get; set; }
}
