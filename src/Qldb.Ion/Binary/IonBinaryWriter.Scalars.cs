using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
    /// <inheritdoc/>
    public void WriteNull(IonType type = IonType.Null)
    {
        if (type > IonType.Struct)
            throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such Ion type");
        WriteByte((byte)(CodeOf(type) << 4 | 15));
    }

    /// <inheritdoc/>
    public void WriteBool(bool value) => WriteByte(value ? (byte)0x11 : (byte)0x10);

    /// <inheritdoc/>
    public void WriteInt(long value)
    {
        BeginValue();
        Reserve(9);
        _position += ScalarEncoding.WriteInt(_buffer.AsSpan(_position), value);
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteInt(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInt((long)value);
            return;
        }

        var magnitude = BigInteger.Abs(value);
        var length = magnitude.GetByteCount(isUnsigned: true);
        CheckNumberLength(length);
        BeginValue();
        WriteHeader(value.Sign < 0 ? 3 : 2, length);
        magnitude.TryWriteBytes(_buffer.AsSpan(_position), out _, isUnsigned: true, isBigEndian: true);
        _position += length;
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteFloat(double value)
    {
        BeginValue();
        Reserve(9);
        _position += ScalarEncoding.WriteFloat(_buffer.AsSpan(_position), value);
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteDecimal(IonDecimal value)
    {
        CheckNumberLength(value.Coefficient.GetByteCount());
        BeginValue();
        WriteShortBody(5, ScalarEncoding.DecimalBound(value), value, static (span, v) => ScalarEncoding.WriteDecimalBody(span, v));
        EndValue();
    }

    /// <summary>The same bytes as for the equal <see cref="IonDecimal"/>, sooner.</summary>
    internal void WriteDecimal(decimal value)
    {
        BeginValue();
        WriteShortBody(5, 16, value, static (span, v) => ScalarEncoding.WriteDecimalBody(span, v));
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteTimestamp(IonTimestamp value)
    {
        if (value.FractionDigits > ScalarEncoding.ShortFraction)
            CheckNumberLength(value.FractionCoefficient.GetByteCount());
        BeginValue();
        WriteShortBody(6, ScalarEncoding.TimestampBound(value), value, static (span, v) => ScalarEncoding.WriteTimestampBody(span, v));
        EndValue();
    }

    /// <inheritdoc/>
    public void WriteSymbol(string? text) => WriteSymbolId(text is null ? 0 : _symbols.IdOf(text));

    /// <summary>Writes a symbol.</summary>
    /// <param name="text">Its text.</param>
    public void WriteSymbol(ReadOnlySpan<char> text) => WriteSymbolId(_symbols.IdOf(text));

    /// <inheritdoc/>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        WriteString(value.AsSpan());
    }

    /// <summary>Writes a string.</summary>
    /// <param name="value">Well-formed UTF-16.</param>
    /// <exception cref="ArgumentException">A surrogate stands alone.</exception>
    public void WriteString(ReadOnlySpan<char> value)
    {
        if (!TryWriteString(value))
            Unicode.RequireWellFormed(value);
    }

    /// <summary>Writes a string; writes nothing when a surrogate stands alone.</summary>
    internal bool TryWriteString(ReadOnlySpan<char> value)
    {
        var isAscii = Ascii.IsValid(value);
        if (!isAscii && !Unicode.IsWellFormed(value))
            return false;
        var length = isAscii ? value.Length : Encoding.UTF8.GetByteCount(value);
        BeginValue();
        WriteHeader(8, length);
        if (isAscii)
            Ascii.FromUtf16(value, _buffer.AsSpan(_position), out _);
        else
            Utf8.FromUtf16(value, _buffer.AsSpan(_position), out _, out _);
        _position += length;
        EndValue();
        return true;
    }

    /// <inheritdoc/>
    public void WriteStringUtf8(ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
            throw new ArgumentException("A string must be valid UTF-8", nameof(value));
        WriteBytes(8, value);
    }

    /// <inheritdoc/>
    public void WriteBlob(ReadOnlySpan<byte> value) => WriteBytes(10, value);

    /// <inheritdoc/>
    public void WriteClob(ReadOnlySpan<byte> value) => WriteBytes(9, value);

    private static int CodeOf(IonType type) => type < IonType.Int ? (int)type : type == IonType.Int ? 2 : (int)type + 1;

    private static void CheckNumberLength(int length)
    {
        if (length > IonLimits.MaxNumberBytes)
            throw new IonLimitException($"A number of {length} bytes is larger than the limit of {IonLimits.MaxNumberBytes}");
    }

    private void WriteByte(byte value)
    {
        BeginValue();
        Reserve(1);
        _buffer[_position++] = value;
        EndValue();
    }

    internal void WriteSymbolId(long id)
    {
        BeginValue();
        Reserve(9);
        var length = (64 - BitOperations.LeadingZeroCount((ulong)id) + 7) / 8;
        _buffer[_position] = (byte)(0x70 | length);
        for (var i = length; i > 0; i--, id >>= 8)
            _buffer[_position + i] = (byte)id;
        _position += 1 + length;
        EndValue();
    }

    private void WriteBytes(int code, ReadOnlySpan<byte> value)
    {
        BeginValue();
        WriteHeader(code, value.Length);
        value.CopyTo(_buffer.AsSpan(_position));
        _position += value.Length;
        EndValue();
    }

    /// <summary>Writes a descriptor and its length, and makes room for the body.</summary>
    private void WriteHeader(int code, int length)
    {
        if (length > IonLimits.MaxStreamBytes)
            throw new IonLimitException($"A value may have {IonLimits.MaxStreamBytes} bytes, no more");
        Reserve(length + 6);
        if (length < 14)
        {
            _buffer[_position++] = (byte)(code << 4 | length);
            return;
        }

        _buffer[_position++] = (byte)(code << 4 | 14);
        _position += VarInts.WriteUInt(_buffer.AsSpan(_position), length);
    }

    /// <summary>Writes a body whose length shows only when it is written.</summary>
    private void WriteShortBody<T>(int code, int bound, T value, Func<Span<byte>, T, int> write)
    {
        Reserve(bound + 6);
        var length = write(_buffer.AsSpan(_position + 1), value);
        if (length < 14)
        {
            _buffer[_position] = (byte)(code << 4 | length);
            _position += 1 + length;
            return;
        }

        var lengthBytes = VarInts.UIntLength(length);
        _buffer.AsSpan(_position + 1, length).CopyTo(_buffer.AsSpan(_position + 1 + lengthBytes));
        _buffer[_position] = (byte)(code << 4 | 14);
        VarInts.WriteUInt(_buffer.AsSpan(_position + 1), length);
        _position += 1 + lengthBytes + length;
    }
}
