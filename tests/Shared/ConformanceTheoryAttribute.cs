using Xunit;

namespace Qldb.Testing;

/// <summary>A theory over the conformance data; skipped, with the reason, where the data is absent.</summary>
internal sealed class ConformanceTheoryAttribute : TheoryAttribute
{
    public ConformanceTheoryAttribute()
    {
        if (!ConformanceData.IsPresent)
            Skip = ConformanceData.Absent;
    }
}
