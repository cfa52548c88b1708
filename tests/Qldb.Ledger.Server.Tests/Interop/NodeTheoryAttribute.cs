namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>A theory that needs Node.js with the official driver; skipped, with the reason, where these cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeDriver.MissingBecause.Value;
}
