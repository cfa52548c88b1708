namespace Polyfills.Tests.Surface;

/// <summary>A fact about a page of the reference; skipped, with the reason, where the page is absent.</summary>
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute(string page)
    {
        if (SharedFiles.Reference(page) is null)
            Skip = $"The page {page} is not on this machine: put it beside the repository in shared/reference";
    }
}
