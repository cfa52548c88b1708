using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qldb.Ion;

/// <summary>The same 32-bit word of many SHA-256 computations side by side, and the operations of the algorithm on it.</summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf All(uint value);

    /// <summary>Brings the same word of one block of all messages side by side: sixteen words, one lane for each message.</summary>
    /// <param name="padded">The messages; lanes without a message hold anything.</param>
    /// <param name="stride">Bytes from one message to the next.</param>
    /// <param name="offset">Where the block begins in each.</param>
    /// <param name="words">Takes sixteen.</param>
    static abstract void LoadBlock(ReadOnlySpan<byte> padded, int stride, int offset, Span<TSelf> words);

    void Store(Span<uint> words);

    /// <summary>Takes the state of each lane as a digest, big-endian words one after the other.</summary>
    /// <param name="state">The eight words of the state.</param>
    /// <param name="digests">One for each lane that holds a message.</param>
    [SkipLocalsInit]
    static virtual void StoreDigests(ReadOnlySpan<TSelf> state, Span<Digest> digests)
    {
        Span<uint> lanes = stackalloc uint[8 * TSelf.Count];
        for (var i = 0; i < 8; i++)
            state[i].Store(lanes[(i * TSelf.Count)..]);
        for (var lane = 0; lane < digests.Length; lane++)
        {
            var digest = MemoryMarshal.Cast<byte, uint>(digests[lane].AsSpan());
            for (var i = 0; i < digest.Length; i++)
                digest[i] = BinaryPrimitives.ReverseEndianness(lanes[i * TSelf.Count + lane]);
        }
    }

    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Σ0 of FIPS 180-4.</summary>
    static abstract TSelf BigSigma0(TSelf x);

    /// <summary>Σ1 of FIPS 180-4.</summary>
    static abstract TSelf BigSigma1(TSelf x);

    /// <summary>σ0 of FIPS 180-4.</summary>
    static abstract TSelf SmallSigma0(TSelf x);

    /// <summary>σ1 of FIPS 180-4.</summary>
    static abstract TSelf SmallSigma1(TSelf x);

    static abstract TSelf Choose(TSelf x, TSelf y, TSelf z);

    static abstract TSelf Majority(TSelf x, TSelf y, TSelf z);
}

/// <summary>Sixteen lanes, with AVX-512.</summary>
internal readonly struct Lanes16(Vector512<uint> words) : ILanes<Lanes16>
{
    private const byte Xor3 = 0x96;
    private const byte Even = 0x88;
    private const byte Odd = 0xDD;
    private readonly Vector512<uint> _words = words;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 All(uint value) => new(Vector512.Create(value));

    /// <summary>A transposition of sixteen rows of sixteen words: pairs, fours, then quarters of the vectors change places.</summary>
    [SkipLocalsInit]
    public static void LoadBlock(ReadOnlySpan<byte> padded, int stride, int offset, Span<Lanes16> words)
    {
        Span<Vector512<uint>> r = stackalloc Vector512<uint>[16];
        Span<Vector512<uint>> t = stackalloc Vector512<uint>[16];
        for (var i = 0; i < 16; i++)
            r[i] = BigEndian(padded, i * stride + offset);
        for (var i = 0; i < 16; i += 2)
        {
            t[i] = Avx512F.UnpackLow(r[i], r[i + 1]);
            t[i + 1] = Avx512F.UnpackHigh(r[i], r[i + 1]);
        }

        for (var i = 0; i < 16; i += 4)
        {
            r[i] = Avx512F.UnpackLow(t[i].AsUInt64(), t[i + 2].AsUInt64()).AsUInt32();
            r[i + 1] = Avx512F.UnpackHigh(t[i].AsUInt64(), t[i + 2].AsUInt64()).AsUInt32();
            r[i + 2] = Avx512F.UnpackLow(t[i + 1].AsUInt64(), t[i + 3].AsUInt64()).AsUInt32();
            r[i + 3] = Avx512F.UnpackHigh(t[i + 1].AsUInt64(), t[i + 3].AsUInt64()).AsUInt32();
        }

        for (var i = 0; i < 4; i++)
        {
            t[i] = Avx512F.Shuffle4x128(r[i], r[4 + i], Even);
            t[4 + i] = Avx512F.Shuffle4x128(r[i], r[4 + i], Odd);
            t[8 + i] = Avx512F.Shuffle4x128(r[8 + i], r[12 + i], Even);
            t[12 + i] = Avx512F.Shuffle4x128(r[8 + i], r[12 + i], Odd);
        }

        for (var i = 0; i < 4; i++)
        {
            words[i] = new(Avx512F.Shuffle4x128(t[i], t[8 + i], Even));
            words[8 + i] = new(Avx512F.Shuffle4x128(t[i], t[8 + i], Odd));
            words[4 + i] = new(Avx512F.Shuffle4x128(t[4 + i], t[12 + i], Even));
            words[12 + i] = new(Avx512F.Shuffle4x128(t[4 + i], t[12 + i], Odd));
        }
    }

    public void Store(Span<uint> words) => _words.CopyTo(words);

    /// <summary>Four words each are brought together within the quarters of the vectors: quarter q of vector j then belongs to lane 4q + j.</summary>
    [SkipLocalsInit]
    public static void StoreDigests(ReadOnlySpan<Lanes16> state, Span<Digest> digests)
    {
        Span<Vector512<uint>> vectors = stackalloc Vector512<uint>[8];
        JoinFours(state, vectors);
        JoinFours(state[4..], vectors[4..]);
        var quarters = MemoryMarshal.Cast<Vector512<uint>, Vector128<byte>>(vectors);
        for (var lane = 0; lane < digests.Length; lane++)
        {
            var quarter = (lane & 3) * 4 + (lane >> 2);
            var digest = digests[lane].AsSpan();
            quarters[quarter].CopyTo(digest);
            quarters[16 + quarter].CopyTo(digest[16..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BigSigma0(Lanes16 x) => new(Avx512F.TernaryLogic(
        Avx512F.RotateRight(x._words, 2), Avx512F.RotateRight(x._words, 13), Avx512F.RotateRight(x._words, 22), Xor3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 BigSigma1(Lanes16 x) => new(Avx512F.TernaryLogic(
        Avx512F.RotateRight(x._words, 6), Avx512F.RotateRight(x._words, 11), Avx512F.RotateRight(x._words, 25), Xor3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 SmallSigma0(Lanes16 x) => new(Avx512F.TernaryLogic(
        Avx512F.RotateRight(x._words, 7), Avx512F.RotateRight(x._words, 18), x._words >>> 3, Xor3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 SmallSigma1(Lanes16 x) => new(Avx512F.TernaryLogic(
        Avx512F.RotateRight(x._words, 17), Avx512F.RotateRight(x._words, 19), x._words >>> 10, Xor3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Choose(Lanes16 x, Lanes16 y, Lanes16 z) => new(Avx512F.TernaryLogic(x._words, y._words, z._words, 0xCA));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Majority(Lanes16 x, Lanes16 y, Lanes16 z) => new(Avx512F.TernaryLogic(x._words, y._words, z._words, 0xE8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> BigEndian(ReadOnlySpan<byte> padded, int offset)
    {
        return SwapBytes(Vector512.Create(padded[offset..]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SwapBytes(Vector512<byte> words) =>
        Avx512BW.Shuffle(words, Vector512.Create(0x0405060700010203UL, 0x0C0D0E0F08090A0BUL, 0x0405060700010203UL, 0x0C0D0E0F08090A0BUL,
            0x0405060700010203UL, 0x0C0D0E0F08090A0BUL, 0x0405060700010203UL, 0x0C0D0E0F08090A0BUL).AsByte()).AsUInt32();

    private static void JoinFours(ReadOnlySpan<Lanes16> words, Span<Vector512<uint>> joined)
    {
        var (a, b) = (SwapBytes(words[0]._words.AsByte()), SwapBytes(words[1]._words.AsByte()));
        var (c, d) = (SwapBytes(words[2]._words.AsByte()), SwapBytes(words[3]._words.AsByte()));
        var (lowAb, highAb) = (Avx512F.UnpackLow(a, b).AsUInt64(), Avx512F.UnpackHigh(a, b).AsUInt64());
        var (lowCd, highCd) = (Avx512F.UnpackLow(c, d).AsUInt64(), Avx512F.UnpackHigh(c, d).AsUInt64());
        joined[0] = Avx512F.UnpackLow(lowAb, lowCd).AsUInt32();
        joined[1] = Avx512F.UnpackHigh(lowAb, lowCd).AsUInt32();
        joined[2] = Avx512F.UnpackLow(highAb, highCd).AsUInt32();
        joined[3] = Avx512F.UnpackHigh(highAb, highCd).AsUInt32();
    }
}

/// <summary>Eight lanes, with AVX2.</summary>
internal readonly struct Lanes8(Vector256<uint> words) : ILanes<Lanes8>
{
    private readonly Vector256<uint> _words = words;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 All(uint value) => new(Vector256.Create(value));

    [SkipLocalsInit]
    public static void LoadBlock(ReadOnlySpan<byte> padded, int stride, int offset, Span<Lanes8> words)
    {
        Span<uint> lanes = stackalloc uint[16 * 8];
        for (var lane = 0; lane < 8; lane++)
        {
            var block = padded.Slice(lane * stride + offset, 64);
            for (var i = 0; i < 16; i++)
                lanes[i * 8 + lane] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        }

        for (var i = 0; i < 16; i++)
            words[i] = new(Vector256.Create<uint>(lanes[(8 * i)..]));
    }

    public void Store(Span<uint> words) => _words.CopyTo(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BigSigma0(Lanes8 x) => new(
        (x._words >>> 2 | x._words << 30) ^ (x._words >>> 13 | x._words << 19) ^ (x._words >>> 22 | x._words << 10));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 BigSigma1(Lanes8 x) => new(
        (x._words >>> 6 | x._words << 26) ^ (x._words >>> 11 | x._words << 21) ^ (x._words >>> 25 | x._words << 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SmallSigma0(Lanes8 x) => new(
        (x._words >>> 7 | x._words << 25) ^ (x._words >>> 18 | x._words << 14) ^ x._words >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 SmallSigma1(Lanes8 x) => new(
        (x._words >>> 17 | x._words << 15) ^ (x._words >>> 19 | x._words << 13) ^ x._words >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Choose(Lanes8 x, Lanes8 y, Lanes8 z) => new(z._words ^ (x._words & (y._words ^ z._words)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Majority(Lanes8 x, Lanes8 y, Lanes8 z) => new((x._words & y._words) | (z._words & (x._words | y._words)));
}
