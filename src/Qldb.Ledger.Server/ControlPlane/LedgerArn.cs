namespace Qldb.Ledger.Server.ControlPlane;

/// <summary>Resource names of ledgers: <c>arn:aws:qldb:REGION:ACCOUNT:ledger/NAME</c>.</summary>
internal sealed class LedgerArn(LedgerServerOptions options)
{
    private readonly string _prefix = $"arn:aws:qldb:{options.Region}:{options.AccountId}:ledger/";

    public string Of(string ledger) => _prefix + ledger;

    /// <summary>The ledger that a resource name stands for; null when it is no ledger of this server.</summary>
    public string? LedgerOf(string arn)
        => arn.StartsWith(_prefix, StringComparison.Ordinal) && LedgerName.IsValid(arn[_prefix.Length..]) ? arn[_prefix.Length..] : null;
}
