namespace Qldb.Tool.Tests;

/// <summary>A test that needs a terminal, which <c>script</c> of util-linux makes; skipped where there is none.</summary>
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
        {
            Skip = "There is no /usr/bin/script (util-linux) to make a terminal with.";
        }
    }
}
