using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Qldb.Ledger.Server.Http;

/// <summary>Reads bodies. Memory grows with what has arrived, not with what was announced.</summary>
internal static class RequestBody
{
    /// <summary>Reads a whole body into <paramref name="buffer"/>.</summary>
    /// <exception cref="ServiceErrorException">The body is longer than <paramref name="limitBytes"/>.</exception>
    /// <exception cref="BadHttpRequestException">The body came too slowly, or was cut short.</exception>
    public static async ValueTask ReadAsync(HttpRequest request, PooledBuffer buffer, long limitBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limitBytes)
        {
            throw new ServiceErrorException(ServiceErrors.TooLarge(limitBytes));
        }

        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var tooLarge = buffer.Length + result.Buffer.Length > limitBytes;
            if (!tooLarge)
            {
                Append(buffer, result.Buffer);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (tooLarge)
            {
                throw new ServiceErrorException(ServiceErrors.TooLarge(limitBytes));
            }

            if (result.IsCompleted)
            {
                return;
            }
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
