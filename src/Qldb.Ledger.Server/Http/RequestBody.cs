using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Qldb.Ledger.Server.Http;

/// <summary>Reads bodies. Memory grows with what has arrived, not with what was announced.</summary>
internal static class RequestBody
{
    /// <summary>How much of a body that is too long is read and thrown away, in bytes.</summary>
    /// <remarks>Hanging up on a client that still sends would reset the connection, often before the client has read why.</remarks>
    public const long DiscardedBytesMax = 4 << 20;

    /// <summary>Reads a whole body into <paramref name="buffer"/>.</summary>
    /// <exception cref="ServiceErrorException">The body is longer than <paramref name="limitBytes"/>.</exception>
    /// <exception cref="BadHttpRequestException">The body came too slowly, was cut short, or is longer than even Kestrel is told to bear.</exception>
    public static async ValueTask ReadAsync(HttpRequest request, PooledBuffer buffer, long limitBytes, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        var received = 0L;
        ReadResult result;
        do
        {
            result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            received += result.Buffer.Length;
            if (Math.Max(received, request.ContentLength ?? 0) <= limitBytes)
            {
                Append(buffer, result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);

        if (received > limitBytes)
        {
            throw new ServiceErrorException(ServiceErrors.TooLarge(limitBytes));
        }
    }

    private static void Append(PooledBuffer buffer, in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            buffer.Write(segment.Span);
        }
    }
}
