using Qldb.Ion;

namespace Qldb.Ledger.Verification;

/// <summary>The answer of <see cref="RevisionVerifier"/>.</summary>
/// <param name="Verdict">What can be said of the hash.</param>
/// <param name="Hash">The hash the revision states; empty where it states none.</param>
public readonly record struct RevisionVerification(RevisionVerdict Verdict, QldbHash Hash);
