using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Qldb.Ion;

/// <summary>The same 32-bit word of many SHA-256 computations side by side, and the operations of the algorithm on it.</summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf All(uint value);

    static abstract TSelf Load(ReadOnlySpan<uint> words);

    void Store(Span<uint> words);

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
    private readonly Vector512<uint> _words = words;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 All(uint value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(ReadOnlySpan<uint> words) => new(Vector512.Create(words));

    public void Store(Span<uint> words) => _words.CopyTo(words);

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
}

/// <summary>Eight lanes, with AVX2.</summary>
internal readonly struct Lanes8(Vector256<uint> words) : ILanes<Lanes8>
{
    private readonly Vector256<uint> _words = words;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 All(uint value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(ReadOnlySpan<uint> words) => new(Vector256.Create(words));

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
