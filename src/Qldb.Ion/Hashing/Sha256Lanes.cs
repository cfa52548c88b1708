using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Qldb.Ion;

/// <summary>
/// SHA-256 of many short messages at once: sixteen or eight side by side where the processor has wide vectors, one after another where
/// it has not, or where that is quicker. For messages that do not depend on each other only. A message alone is hashed by the processor's own instructions;
/// where they are not to be had, in a single lane when it is short, and by the platform when it is long.
/// </summary>
internal static class Sha256Lanes
{
    public const int BlockSize = 64;

    /// <summary>The most messages that one call takes.</summary>
    public const int MaxMessages = 16;

    // Up to here a single lane costs no more than a call of the platform's code, whose set-up is dearer than its hashing.
    private const int ShortBlocks = 2;

    // Sixteen messages side by side take as long as ten by the processor's instructions for one.
    private const int FewestBesideInstructions = 10;

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    public static ReadOnlySpan<uint> InitialState =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Blocks that a message of a length takes with its padding.</summary>
    public static int BlocksOf(int length) => (length + 9 + BlockSize - 1) / BlockSize;

    /// <summary>Copies a message, and appends the padding of the standard up to the end of the target: the last of as many blocks as it takes.</summary>
    public static void CopyPadded(ReadOnlySpan<byte> message, Span<byte> blocks)
    {
        // A message may end up to eight bytes before the last block.
        Vector512<byte>.Zero.CopyTo(blocks[^BlockSize..]);
        if (blocks.Length > BlockSize)
            BinaryPrimitives.WriteInt64LittleEndian(blocks[^(BlockSize + 8)..], 0);
        message.CopyTo(blocks);
        blocks[message.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(blocks[^8..], message.Length * 8L);
    }

    /// <summary>Appends the padding of the standard to a message, up to the end of its last block.</summary>
    public static void Pad(Span<byte> blocks, int length)
    {
        blocks[length] = 0x80;
        blocks[(length + 1)..^8].Clear();
        BinaryPrimitives.WriteInt64BigEndian(blocks[^8..], length * 8L);
    }

    /// <summary>Hashes messages that lie end to end, padded, all of the same number of blocks.</summary>
    /// <param name="padded">Room for <see cref="MaxMessages"/> messages, of which the unused may hold anything.</param>
    /// <param name="blocks">Blocks of each.</param>
    /// <param name="digests">One for each message, at most <see cref="MaxMessages"/>.</param>
    public static void Hash(ReadOnlySpan<byte> padded, int blocks, Span<Digest> digests)
    {
        if (digests.Length < FewestFor(blocks))
            HashOneByOne(padded, blocks, digests);
        else if (Avx512F.IsSupported)
            Hash<Lanes16>(padded, blocks, digests);
        else
            HashWide<Lanes8>(padded, blocks, digests);
    }

    /// <summary>Hashes one message.</summary>
    public static void HashOne(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (ProcessorSha256.IsSupported)
            ProcessorSha256.Hash(message, destination);
        else
            HashOnePlainly(message, destination);
    }

    /// <summary>Hashes one message without any special instructions of our own.</summary>
    [SkipLocalsInit]
    public static void HashOnePlainly(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        var blocks = BlocksOf(message.Length);
        if (blocks > ShortBlocks)
        {
            SHA256.HashData(message, destination);
            return;
        }

        Span<byte> padded = stackalloc byte[ShortBlocks * BlockSize];
        padded = padded[..(blocks * BlockSize)];
        CopyPadded(message, padded);
        Span<Digest> digest = stackalloc Digest[1];
        Hash<Lanes1>(padded, blocks, digest);
        ((ReadOnlySpan<byte>)digest[0].AsSpan()).CopyTo(destination);
    }

    /// <summary>The same with as many calls as a narrower vector needs.</summary>
    public static void HashWide<TLanes>(ReadOnlySpan<byte> padded, int blocks, Span<Digest> digests)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        while (!digests.IsEmpty)
        {
            var count = Math.Min(TLanes.Count, digests.Length);
            Hash<TLanes>(padded, blocks, digests[..count]);
            digests = digests[count..];
            padded = padded[(count * blocks * BlockSize)..];
        }
    }

    public static void HashOneByOne(ReadOnlySpan<byte> padded, int blocks, Span<Digest> digests)
    {
        for (var i = 0; i < digests.Length; i++)
        {
            var message = padded.Slice(i * blocks * BlockSize, blocks * BlockSize);
            if (ProcessorSha256.IsSupported)
                ProcessorSha256.HashPadded(message, digests[i].AsSpan());
            else
                HashOnePlainly(message[..LengthOf(message)], digests[i].AsSpan());
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> padded) => (int)(BinaryPrimitives.ReadInt64BigEndian(padded[^8..]) / 8);

    /// <summary>With fewer messages than this a wide computation costs more than it saves.</summary>
    private static int FewestFor(int blocks)
    {
        if (ProcessorSha256.IsSupported)
            return Avx512F.IsSupported ? FewestBesideInstructions : int.MaxValue;

        // The platform is quicker with further blocks of the same message.
        return Vector256.IsHardwareAccelerated ? 2 + blocks / (Avx512F.IsSupported ? 4 : 2) : int.MaxValue;
    }

    [SkipLocalsInit]
    private static void Hash<TLanes>(ReadOnlySpan<byte> padded, int blocks, Span<Digest> digests)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        Span<TLanes> state = stackalloc TLanes[8];
        for (var i = 0; i < 8; i++)
            state[i] = TLanes.All(InitialState[i]);
        Span<TLanes> words = stackalloc TLanes[16];
        for (var block = 0; block < blocks; block++)
        {
            TLanes.LoadBlock(padded, blocks * BlockSize, block * BlockSize, words);
            Compress(state, words);
        }

        TLanes.StoreDigests(state, digests);
    }

    private static void Compress<TLanes>(Span<TLanes> state, Span<TLanes> w)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (var round = 0; round < 64; round += 8)
        {
            if (round >= 16)
                Extend(w, round & 15);

            // Eight rounds change the roles of the eight words once around.
            var t = Temporary(e, f, g, h, w, round);
            d += t;
            h = t + TLanes.BigSigma0(a) + TLanes.Majority(a, b, c);
            t = Temporary(d, e, f, g, w, round + 1);
            c += t;
            g = t + TLanes.BigSigma0(h) + TLanes.Majority(h, a, b);
            t = Temporary(c, d, e, f, w, round + 2);
            b += t;
            f = t + TLanes.BigSigma0(g) + TLanes.Majority(g, h, a);
            t = Temporary(b, c, d, e, w, round + 3);
            a += t;
            e = t + TLanes.BigSigma0(f) + TLanes.Majority(f, g, h);
            t = Temporary(a, b, c, d, w, round + 4);
            h += t;
            d = t + TLanes.BigSigma0(e) + TLanes.Majority(e, f, g);
            t = Temporary(h, a, b, c, w, round + 5);
            g += t;
            c = t + TLanes.BigSigma0(d) + TLanes.Majority(d, e, f);
            t = Temporary(g, h, a, b, w, round + 6);
            f += t;
            b = t + TLanes.BigSigma0(c) + TLanes.Majority(c, d, e);
            t = Temporary(f, g, h, a, w, round + 7);
            e += t;
            a = t + TLanes.BigSigma0(b) + TLanes.Majority(b, c, d);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>Computes eight words of the message schedule in place of the eight oldest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend<TLanes>(Span<TLanes> w, int first)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (var i = first; i < first + 8; i++)
            w[i] += TLanes.SmallSigma0(w[i + 1 & 15]) + w[i + 9 & 15] + TLanes.SmallSigma1(w[i + 14 & 15]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Temporary<TLanes>(TLanes e, TLanes f, TLanes g, TLanes h, Span<TLanes> w, int round)
        where TLanes : unmanaged, ILanes<TLanes> =>
        h + TLanes.BigSigma1(e) + TLanes.Choose(e, f, g) + TLanes.All(RoundConstants[round]) + w[round & 15];
}
