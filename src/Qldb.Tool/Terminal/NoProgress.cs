namespace Qldb.Tool.Terminal;

/// <summary>Progress that nobody looks at.</summary>
internal sealed class NoProgress : IProgress<long>
{
    public void Report(long value)
    {
        // Nobody looks.
    }
}
