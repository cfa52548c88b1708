using System.Buffers;

namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
    private const int TableHead = 32;

    private byte[]? _finished;
    private int _finishedLength;
    private bool _isFinishedRented;

    /// <summary>
    /// Everything written, as one self-contained stream, in the writer's own memory: valid until <see cref="Reset"/> or
    /// <see cref="Dispose"/>. Finishes the stream: more can be written only after <see cref="Reset"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A container has not been ended.</exception>
    public ReadOnlyMemory<byte> WrittenMemory
    {
        get
        {
            if (_finishedLength == 0)
                Finish();
            return (_finished ?? _buffer).AsMemory(0, _finishedLength);
        }
    }

    /// <summary>Everything written, as one self-contained stream. Finishes the stream as <see cref="WrittenMemory"/> does.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidOperationException">A container has not been ended.</exception>
    public byte[] ToArray() => WrittenMemory.ToArray();

    private void Finish()
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_depth > 0 || _annotationCount > 0)
            throw new InvalidOperationException(_depth > 0 ? $"{_depth} containers have not been ended" : "An annotation waits for its value");
        ReadOnlySpan<byte> marker = [0xE0, 0x01, 0x00, 0xEA];
        marker.CopyTo(_buffer);
        if (_symbols.Used.Count == 0)
        {
            _finishedLength = _position;
            return;
        }

        if (_symbols.Imported.Count > 0)
        {
            var resolved = ImportResolution.Resolve(_buffer.AsSpan(0, _position), _symbols);
            _finished = resolved;
            _finishedLength = resolved.Length;
            return;
        }

        FinishWithTable();
    }

    private void FinishWithTable()
    {
        var stringsLength = 0L;
        foreach (var symbol in _symbols.Used)
            stringsLength += symbol.Encoded.Length;
        var bound = Preamble + TableHead + stringsLength + _position;
        if (bound > IonLimits.MaxStreamBytes)
            throw new IonLimitException($"A document may have {IonLimits.MaxStreamBytes} bytes, no more");
        var target = ArrayPool<byte>.Shared.Rent((int)bound);
        (_finished, _isFinishedRented) = (target, true);
        _buffer.AsSpan(0, Preamble).CopyTo(target);
        var length = Preamble + WriteTableHead(target.AsSpan(Preamble), (int)stringsLength);
        foreach (var symbol in _symbols.Used)
        {
            symbol.Encoded.CopyTo(target, length);
            length += symbol.Encoded.Length;
        }

        _buffer.AsSpan(Preamble, _position - Preamble).CopyTo(target.AsSpan(length));
        _finishedLength = length + _position - Preamble;
    }

    /// <summary>Annotation wrapper, struct and list heads of <c>$ion_symbol_table::{symbols: [ … ]}</c>.</summary>
    private static int WriteTableHead(Span<byte> target, int stringsLength)
    {
        Span<byte> list = stackalloc byte[6];
        var listHead = WriteHead(list, 11, stringsLength);
        Span<byte> structure = stackalloc byte[6];
        var structLength = 1 + listHead + stringsLength;
        var structHead = WriteHead(structure, 13, structLength);
        var length = WriteHead(target, 14, 2 + structHead + structLength);
        target[length++] = 0x81;
        target[length++] = 0x80 | SystemSymbols.IonSymbolTable;
        structure[..structHead].CopyTo(target[length..]);
        length += structHead;
        target[length++] = 0x80 | SystemSymbols.Symbols;
        list[..listHead].CopyTo(target[length..]);
        return length + listHead;
    }

    private static int WriteHead(Span<byte> target, int code, int length)
    {
        target[0] = (byte)(code << 4 | Math.Min(length, 14));
        return length < 14 ? 1 : 1 + VarInts.WriteUInt(target[1..], length);
    }

    private void ReturnFinished()
    {
        if (_isFinishedRented)
            ArrayPool<byte>.Shared.Return(_finished!);
        _isFinishedRented = false;
        _finished = null;
        _finishedLength = 0;
    }
}
