using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>What the control plane does with ledgers. Unknown names, and addresses where there is no block, are answered with the errors of <see cref="ControlPlaneErrors"/>.</summary>
internal interface ILedgerControl
{
    /// <summary>All ledgers, by name.</summary>
    IReadOnlyList<LedgerDescription> List();

    LedgerDescription Describe(string name);

    LedgerDescription Create(string name, LedgerSettings settings);

    LedgerDescription Update(string name, Func<LedgerSettings, LedgerSettings> change);

    /// <summary>Ends the ledger's sessions and destroys what it holds.</summary>
    Task DeleteAsync(string name);

    (QldbHash Digest, BlockAddress Tip) GetDigest(string name);

    /// <summary>A block, and its proof against the digest of <paramref name="tip"/> where one is given.</summary>
    (IonElement Block, IonElement? Proof) GetBlock(string name, BlockAddress address, BlockAddress? tip);

    /// <summary>A document's revision in a block, and its proof against the digest of <paramref name="tip"/> where one is given.</summary>
    (IonElement Revision, IonElement? Proof) GetRevision(string name, BlockAddress address, QldbId documentId, BlockAddress? tip);
}
