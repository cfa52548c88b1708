using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Qldb.Ion;

/// <summary>
/// Makes ids that sort in the order in which they were made, strictly, within one generator: the first word is a node byte and a 56-bit
/// clock of 2^14 ticks a second, as ids of the service look; the second is random. Thread safe.
/// </summary>
/// <param name="timeProvider">The clock. When it stands still or goes back, the ids go on.</param>
/// <param name="node">A number for the process, so that ids of several differ early; the id's top byte.</param>
public sealed class QldbIdGenerator(TimeProvider timeProvider, byte node = 0)
{
    private const int TicksPerSecondBits = 14;
    private const long ClockMask = (1L << 56) - 1;
    private const int StockSize = 64;

    [ThreadStatic]
    private static ulong[]? _stock;

    [ThreadStatic]
    private static int _inStock;

    private readonly TimeProvider _timeProvider = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));
    private long _last;

    /// <summary>Makes the next id.</summary>
    /// <returns>An id greater than all before.</returns>
    public QldbId Next()
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(Now(), last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return new QldbId((ulong)node << 56 | (ulong)(next & ClockMask), Random());
    }

    /// <summary>Asks for many random numbers at once: asking takes as long for one.</summary>
    private static ulong Random()
    {
        var stock = _stock ??= new ulong[StockSize];
        if (_inStock == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(stock.AsSpan()));
            _inStock = StockSize;
        }

        return stock[--_inStock];
    }

    private long Now()
    {
        var ticks = (_timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        return (long)((Int128)ticks * (1 << TicksPerSecondBits) / TimeSpan.TicksPerSecond);
    }
}
