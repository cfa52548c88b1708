using System.Security.Cryptography;
using Xunit;

namespace Qldb.Ion.Tests.Hashing;

/// <summary>The processor's own instructions give what SHA256.HashData gives.</summary>
public sealed class ProcessorSha256Tests
{
    [ShaInstructionsFact]
    public void A_long_message_has_the_hash_that_the_platform_gives_it()
    {
        var random = new Random(1);
        var message = new byte[1 << 20];
        random.NextBytes(message);
        for (var i = 0; i < 200; i++)
        {
            // Unaligned starts as well: OpenSSL is given the message where it lies.
            var start = random.Next(100);
            var part = message.AsSpan(start, random.Next(message.Length - start));
            Assert.Equal(Convert.ToHexString(SHA256.HashData(part)), Hash(part));
        }
    }

    [ShaInstructionsFact]
    public void Many_threads_hash_at_once_while_memory_is_moved_about()
    {
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var message = new byte[1 + (i * 7 + thread) % 300];
                message.AsSpan().Fill((byte)i);
                Assert.Equal(Convert.ToHexString(SHA256.HashData(message)), Hash(message));
            }
        });
    }

    private static string Hash(ReadOnlySpan<byte> message)
    {
        var digest = new byte[32];
        ProcessorSha256.Hash(message, digest);
        return Convert.ToHexString(digest);
    }
}
