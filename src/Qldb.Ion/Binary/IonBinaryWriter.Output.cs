using System.Buffers;
using System.Text;

namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
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
        if (_symbols.Texts.Count == 0)
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
        var texts = _symbols.Texts;
        var bound = 32L;
        foreach (var text in texts)
            bound += 6 + Encoding.UTF8.GetMaxByteCount(text!.Length);
        if (bound + _position > IonLimits.MaxStreamBytes)
            throw new IonLimitException($"A document may have {IonLimits.MaxStreamBytes} bytes, no more");
        _finished = ArrayPool<byte>.Shared.Rent((int)bound + _position);
        _isFinishedRented = true;

        // The strings first, with room before them for the heads whose lengths they decide.
        const int HeadRoom = 24;
        var stringsEnd = HeadRoom;
        foreach (var text in texts)
            stringsEnd += WriteSymbolText(_finished.AsSpan(stringsEnd), text!);
        Span<byte> head = stackalloc byte[HeadRoom];
        var headLength = WriteTableHead(head, stringsEnd - HeadRoom);
        var start = HeadRoom - headLength;
        head[..headLength].CopyTo(_finished.AsSpan(start));
        _finished.AsSpan(start, stringsEnd - start).CopyTo(_finished.AsSpan(Preamble));
        _buffer.AsSpan(0, Preamble).CopyTo(_finished);
        var body = Preamble + stringsEnd - start;
        _buffer.AsSpan(Preamble, _position - Preamble).CopyTo(_finished.AsSpan(body));
        _finishedLength = body + _position - Preamble;
    }

    private static int WriteSymbolText(Span<byte> target, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var head = WriteHead(target, 8, length);
        return head + Encoding.UTF8.GetBytes(text, target[head..]);
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
