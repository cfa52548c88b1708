namespace Qldb.Tool.Tests;

/// <summary>A theory that runs a shell script.</summary>
public sealed class SkippableOnWindowsTheoryAttribute : TheoryAttribute
{
    public SkippableOnWindowsTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "The pages show commands of a POSIX shell.";
        }
    }
}
