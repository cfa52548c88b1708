namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>A theory that needs Python with the SDK's old models; skipped, with the reason, where these cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = PythonSdk.MissingBecause;
}
