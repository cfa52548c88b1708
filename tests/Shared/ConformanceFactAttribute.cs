using Xunit;

namespace Qldb.Testing;

/// <summary>A fact about the conformance data; skipped, with the reason, where the data is absent.</summary>
internal sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (!ConformanceData.IsPresent)
            Skip = ConformanceData.Absent;
    }
}
