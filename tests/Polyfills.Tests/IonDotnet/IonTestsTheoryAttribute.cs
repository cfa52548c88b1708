namespace Polyfills.Tests.IonDotnet;

/// <summary>A theory about the files of ion-tests; skipped, with the reason, where they are absent.</summary>
internal sealed class IonTestsTheoryAttribute : TheoryAttribute
{
    public IonTestsTheoryAttribute()
    {
        if (!SharedFiles.HaveIonTests)
            Skip = "The conformance data is not on this machine: put it beside the repository as shared/data, or set QLDB_CONFORMANCE_DATA";
    }
}
