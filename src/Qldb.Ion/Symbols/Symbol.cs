using System.Buffers.Binary;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>The text of a symbol in the forms that are asked for. Immutable.</summary>
/// <remarks>
/// Documents are full of the same names, in symbol tables that are not the same: a block has the ids of its documents among them. So the texts
/// met lately are remembered by themselves. Bounded: 2048 of at most 128 bytes; a newer text takes an older one's place.
/// </remarks>
internal sealed class Symbol
{
    private const int Slots = 2048;
    private const int MaxBytes = 128;
    private static readonly Symbol?[] Remembered = new Symbol?[Slots];

    private readonly byte[] _utf8;
    private readonly uint _hash;

    private Symbol(ReadOnlySpan<byte> utf8, uint hash)
    {
        _utf8 = utf8.ToArray();
        _hash = hash;
        Text = Scalars.ReadText(utf8);
        HashForm = MakeHashForm(utf8);
    }

    public string Text { get; }

    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>What the symbol contributes to an Ion hash: begin marker, type, escaped text, end marker.</summary>
    public byte[] HashForm { get; }

    public static Symbol Of(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        if (utf8.Length > MaxBytes)
            return new Symbol(utf8, hash);
        ref var slot = ref Remembered[hash % Slots];
        if (Volatile.Read(ref slot) is { } known && known._hash == hash && utf8.SequenceEqual(known._utf8))
            return known;
        var made = new Symbol(utf8, hash);
        Volatile.Write(ref slot, made);
        return made;
    }

    public bool HasTextOf(Symbol other) => _hash == other._hash && Utf8.SequenceEqual(other._utf8);

    /// <summary>What a symbol of that text contributes to an Ion hash.</summary>
    public static byte[] MakeHashForm(ReadOnlySpan<byte> utf8)
    {
        var escapes = 0;
        foreach (var b in utf8)
            escapes += IsEscaped(b) ? 1 : 0;
        var form = new byte[utf8.Length + escapes + 3];
        (form[0], form[1], form[^1]) = (HashMarkers.Begin, HashMarkers.Symbol, HashMarkers.End);
        var length = 2;
        foreach (var b in utf8)
        {
            if (IsEscaped(b))
                form[length++] = HashMarkers.Escape;
            form[length++] = b;
        }

        return form;
    }

    private static bool IsEscaped(byte b) => b is HashMarkers.Begin or HashMarkers.Escape or HashMarkers.End;

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = (BitOperations.RotateLeft(hash, 23) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0xC2B2AE3D27D4EB4F;
        foreach (var b in bytes)
            hash = (hash ^ b) * 0x100000001B3;
        return (uint)(hash >> 32);
    }
}
