using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>A single lane, with no more than any processor has.</summary>
internal readonly struct Lanes1(uint word) : ILanes<Lanes1>
{
    private readonly uint _word = word;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 All(uint value) => new(value);

    public static void LoadBlock(ReadOnlySpan<byte> padded, int stride, int offset, Span<Lanes1> words)
    {
        var block = padded.Slice(offset, Sha256Lanes.BlockSize);
        for (var i = 0; i < words.Length; i++)
            words[i] = new(BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]));
    }

    public void Store(Span<uint> words) => words[0] = _word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left._word + right._word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 BigSigma0(Lanes1 x) =>
        new(BitOperations.RotateRight(x._word, 2) ^ BitOperations.RotateRight(x._word, 13) ^ BitOperations.RotateRight(x._word, 22));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 BigSigma1(Lanes1 x) =>
        new(BitOperations.RotateRight(x._word, 6) ^ BitOperations.RotateRight(x._word, 11) ^ BitOperations.RotateRight(x._word, 25));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 SmallSigma0(Lanes1 x) => new(BitOperations.RotateRight(x._word, 7) ^ BitOperations.RotateRight(x._word, 18) ^ x._word >> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 SmallSigma1(Lanes1 x) => new(BitOperations.RotateRight(x._word, 17) ^ BitOperations.RotateRight(x._word, 19) ^ x._word >> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Choose(Lanes1 x, Lanes1 y, Lanes1 z) => new(z._word ^ (x._word & (y._word ^ z._word)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Majority(Lanes1 x, Lanes1 y, Lanes1 z) => new((x._word & y._word) | (z._word & (x._word | y._word)));
}
