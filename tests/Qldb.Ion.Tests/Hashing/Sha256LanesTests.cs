using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Xunit;

namespace Qldb.Ion.Tests.Hashing;

/// <summary>Every width gives what SHA256.HashData gives. A width that this processor lacks is not tried; the others are.</summary>
public sealed class Sha256LanesTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            for (var blocks = 1; blocks <= 16; blocks++)
            {
                for (var count = 1; count <= Sha256Lanes.MaxMessages; count++)
                    shapes.Add(blocks, count);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Messages_side_by_side_have_the_hashes_they_have_alone(int blocks, int count)
    {
        var random = new Random(blocks * 100 + count);
        var padded = new byte[Sha256Lanes.MaxMessages * blocks * Sha256Lanes.BlockSize];
        random.NextBytes(padded);
        var expected = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var shortest = blocks == 1 ? 0 : (blocks - 1) * Sha256Lanes.BlockSize - 8;
            var message = new byte[random.Next(shortest, blocks * Sha256Lanes.BlockSize - 8)];
            random.NextBytes(message);
            Assert.Equal(blocks, Sha256Lanes.BlocksOf(message.Length));
            var target = padded.AsSpan(i * blocks * Sha256Lanes.BlockSize, blocks * Sha256Lanes.BlockSize);
            message.CopyTo(target);
            Sha256Lanes.Pad(target, message.Length);
            expected.Add(SHA256.HashData(message));
        }

        Check(padded, blocks, expected, Sha256Lanes.Hash);
        Check(padded, blocks, expected, Sha256Lanes.HashOneByOne);
        Check(padded, blocks, expected, Sha256Lanes.HashWide<Lanes1>);
        if (Avx2.IsSupported)
            Check(padded, blocks, expected, Sha256Lanes.HashWide<Lanes8>);
        if (Avx512F.IsSupported)
            Check(padded, blocks, expected, Sha256Lanes.HashWide<Lanes16>);
    }

    [Fact]
    public void A_message_of_any_length_has_the_hash_that_the_platform_gives_it()
    {
        var message = new byte[1_000];
        new Random(1).NextBytes(message);
        Span<byte> digest = stackalloc byte[32];
        for (var length = 0; length <= message.Length; length++)
        {
            var expected = SHA256.HashData(message.AsSpan(0, length));
            Sha256Lanes.HashOne(message.AsSpan(0, length), digest);
            Assert.Equal(expected, digest.ToArray());
            Sha256Lanes.HashOnePlainly(message.AsSpan(0, length), digest);
            Assert.Equal(expected, digest.ToArray());
        }
    }

    private delegate void Hasher(ReadOnlySpan<byte> padded, int blocks, Span<Digest> digests);

    private static void Check(byte[] padded, int blocks, List<byte[]> expected, Hasher hash)
    {
        var digests = new Digest[expected.Count];
        hash(padded, blocks, digests);
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], digests[i].AsSpan().ToArray());
    }
}
