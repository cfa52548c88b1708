using System.Buffers.Binary;

namespace Qldb.Ledger.Sessions;

/// <summary>Ids of requests, GUIDs as the service's: one random number for the process and a count. A random number for each would cost a call of the system.</summary>
internal static class RequestIds
{
    private const int GuidSize = 16;

    private static readonly Guid Process = Guid.NewGuid();
    private static int _count;

    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[GuidSize];
        Process.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, BinaryPrimitives.ReadInt32LittleEndian(bytes) + Interlocked.Increment(ref _count));
        return new Guid(bytes).ToString();
    }
}
