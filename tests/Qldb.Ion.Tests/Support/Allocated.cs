namespace Qldb.Ion.Tests.Support;

/// <summary>What an action allocates on its thread.</summary>
internal static class Allocated
{
    private const int Tries = 20;

    /// <summary>The least of some tries, after one to warm up: the caches of symbols are everybody's, and another test may take a place in them in between.</summary>
    public static long LeastBytes(Action action)
    {
        action();
        var least = long.MaxValue;
        for (var i = 0; i < Tries && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
