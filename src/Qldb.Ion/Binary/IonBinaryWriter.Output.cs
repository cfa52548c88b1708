using System.Buffers;

namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
    /// <summary>Room for the heads of a symbol table.</summary>
    internal const int TableHead = 32;

    private bool _isFinished;
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
    public byte[] ToArray()
    {
        EndStream();
        if (_finished is not null || _symbols.Imported.Count > 0)
            return WrittenMemory.ToArray();
        var stringsLength = StringsLength();
        Span<byte> head = stackalloc byte[TableHead];
        var headLength = WriteTableHead(head, stringsLength);
        var result = GC.AllocateUninitializedArray<byte>(headLength + stringsLength + _position);
        WriteStream(head[..headLength], result);
        return result;
    }

    private void EndStream()
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_depth > 0 || _annotationCount > 0)
            throw new InvalidOperationException(_depth > 0 ? $"{_depth} containers have not been ended" : "An annotation waits for its value");
        ReadOnlySpan<byte> marker = [0xE0, 0x01, 0x00, 0xEA];
        marker.CopyTo(_buffer);
        _isFinished = true;
    }

    private void Finish()
    {
        EndStream();
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

        var stringsLength = StringsLength();
        Span<byte> head = stackalloc byte[TableHead];
        var headLength = WriteTableHead(head, stringsLength);
        _finishedLength = headLength + stringsLength + _position;
        (_finished, _isFinishedRented) = (ArrayPool<byte>.Shared.Rent(_finishedLength), true);
        WriteStream(head[..headLength], _finished);
    }

    /// <summary>Version marker, symbol table, and all that was written.</summary>
    private void WriteStream(ReadOnlySpan<byte> tableHead, Span<byte> target)
    {
        _buffer.AsSpan(0, Preamble).CopyTo(target);
        tableHead.CopyTo(target[Preamble..]);
        var length = Preamble + tableHead.Length;
        foreach (var symbol in _symbols.Used)
        {
            symbol.Encoded.CopyTo(target[length..]);
            length += symbol.Encoded.Length;
        }

        _buffer.AsSpan(Preamble, _position - Preamble).CopyTo(target[length..]);
    }

    /// <summary>Bytes of all symbols as the symbol table has them.</summary>
    private int StringsLength()
    {
        var length = 0L;
        foreach (var symbol in _symbols.Used)
            length += symbol.Encoded.Length;
        return TableHead + length + _position <= IonLimits.MaxStreamBytes
            ? (int)length
            : throw new IonLimitException($"A document may have {IonLimits.MaxStreamBytes} bytes, no more");
    }

    /// <summary>Annotation wrapper, struct and list heads of <c>$ion_symbol_table::{symbols: [ … ]}</c>; nothing for a table without symbols.</summary>
    internal static int WriteTableHead(Span<byte> target, int stringsLength)
    {
        if (stringsLength == 0)
            return 0;
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
        _isFinished = false;
    }
}
