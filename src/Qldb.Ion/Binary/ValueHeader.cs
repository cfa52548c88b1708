using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>A decoded type descriptor: what kind of value begins here, and where its body lies.</summary>
internal readonly struct ValueHeader
{
    private const byte VarLength = 0x20;

    // As before, for descriptors that set conditions on the length.
    private const byte ConditionalLength = 0x40;
    private const byte Invalid = 0x80;

    // One entry for each descriptor byte: the length, or a mark.
    private static readonly byte[] Shapes = MakeShapes();

    private ValueHeader(byte descriptor, int body, int end)
    {
        Descriptor = descriptor;
        Body = body;
        End = end;
    }

    public byte Descriptor { get; }

    /// <summary>Offset of the first byte after the descriptor and its length.</summary>
    public int Body { get; }

    /// <summary>Offset of the first byte after the value.</summary>
    public int End { get; }

    public int Length => End - Body;

    /// <summary>The high nibble: 0 null or padding, 1 bool, 2 and 3 int, 4 float, … 13 struct, 14 annotations.</summary>
    public int Code => Descriptor >> 4;

    public bool IsNull => (Descriptor & 15) == 15;

    public bool IsPadding => Descriptor < 15;

    public bool IsAnnotated => Descriptor >= 0xE0;

    public bool IsContainer => Descriptor is >= 0xB0 and < 0xE0;

    public bool IsOrderedStruct => Descriptor == 0xD1;

    public IonType Type => (Descriptor >> 4) switch { 0 => IonType.Null, 1 => IonType.Bool, var code => (IonType)(code - (code > 2 ? 1 : 0)) };

    /// <summary>Reads the descriptor at an offset; the value must end at or before a limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ValueHeader Read(ReadOnlySpan<byte> data, int offset, int limit)
    {
        if ((uint)offset >= (uint)limit)
            throw Truncated(offset);
        var descriptor = data[offset];
        int length = Shapes[descriptor];
        var body = offset + 1;
        if (length == VarLength && body < limit && data[body] >= 0x80)
            length = data[body++] & 0x7F;
        else if (length >= VarLength)
            length = ReadLength(data, descriptor, ref body, limit);
        if (length > limit - body)
            throw TooLong(offset, length, limit);
        return new ValueHeader(descriptor, body, body + length);
    }

    /// <summary>Bytes of a descriptor and the shortest form of a length.</summary>
    public static int LengthOfHead(int length) => length < 14 ? 1 : 1 + VarInts.UIntLength(length);

    private static int ReadLength(ReadOnlySpan<byte> data, byte descriptor, ref int body, int limit)
    {
        var offset = body - 1;
        if (Shapes[descriptor] == Invalid)
            throw new IonFormatException($"Type descriptor {descriptor:X2} is not valid here", offset);
        var length = VarInts.ReadUInt(data, ref body, limit);
        if (length > int.MaxValue)
            throw TooLong(offset, length, limit);
        if (body - offset > IonLimits.MaxAnnotationBytes)
            throw new IonFormatException("A length is padded with more zeros than make sense", offset);
        if (descriptor == 0xD1 && length == 0)
            throw new IonFormatException("A struct with ordered fields must not be empty", offset);
        if (descriptor == 0xEE && length < 3 || descriptor == 0x6E && length < 2)
            throw new IonFormatException($"A length of {length} is too short for type descriptor {descriptor:X2}", offset);
        if (descriptor == 0x3E && length == 0)
            throw new IonFormatException("Zero must not be negative", offset);
        return (int)length;
    }

    private static byte[] MakeShapes()
    {
        var shapes = new byte[256];
        for (var descriptor = 0; descriptor < 256; descriptor++)
        {
            var length = descriptor & 15;
            shapes[descriptor] = (byte)(length switch { 15 => 0, 14 => VarLength, _ => length });
        }

        Array.Fill(shapes, Invalid, 0x10, 15);
        shapes[0x10] = shapes[0x11] = 0;
        shapes[0x30] = Invalid;
        Array.Fill(shapes, Invalid, 0x41, 14);
        shapes[0x44] = 4;
        shapes[0x48] = 8;
        shapes[0x60] = shapes[0x61] = Invalid;
        shapes[0xD1] = shapes[0x3E] = shapes[0x6E] = shapes[0xEE] = ConditionalLength;
        shapes[0xE0] = shapes[0xE1] = shapes[0xE2] = shapes[0xEF] = Invalid;
        Array.Fill(shapes, Invalid, 0xF0, 16);
        return shapes;
    }

    private static IonFormatException Truncated(int offset) => new("A value is expected, but the data ends", offset);

    private static IonFormatException TooLong(int offset, long length, int limit) =>
        new($"A value of {length} bytes does not fit into the {limit - offset} bytes that are left", offset);
}
