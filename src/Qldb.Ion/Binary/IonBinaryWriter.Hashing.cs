namespace Qldb.Ion;

public sealed partial class IonBinaryWriter
{
    /// <summary>The Ion hash of the one value written, without the way over its stream: nothing is finished, checked or read again.</summary>
    /// <returns>What <see cref="QldbHash.OfIonBinary"/> gives for <see cref="WrittenMemory"/>.</returns>
    /// <exception cref="InvalidOperationException">Not exactly one value has been written to its end.</exception>
    /// <exception cref="IonFormatException">A symbol of unknown text, of a shared symbol table, has no hash.</exception>
    public QldbHash ComputeHash()
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_depth > 0 || _annotationCount > 0 || _position == Preamble || ValueHeader.Read(_buffer, Preamble, _position).End != _position)
            throw new InvalidOperationException("A hash is that of one value, written to its end");
        if (_symbols.Imported.Count > 0)
            return QldbHash.OfIonBinary(WrittenMemory.Span);
        Digest digest = default;
        HashSerializer.Hash(_buffer.AsSpan(0, _position), Preamble, _symbols.Forms, digest.AsSpan());
        return new QldbHash(digest);
    }

    /// <summary>Adds each value written to what is to be hashed.</summary>
    internal void AddTo(List<(ReadOnlyMemory<byte> Data, int Start, SymbolTable Symbols)> values)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        if (_depth > 0 || _annotationCount > 0)
            throw new InvalidOperationException("Values can be hashed when they are written to their end");
        if (_symbols.Imported.Count > 0)
        {
            values.AddRange(IonStream.ReadAll(WrittenMemory).Select(value => (value.Memory, value.Start, value.Symbols)));
            return;
        }

        var written = _buffer.AsMemory(0, _position);
        for (var offset = Preamble; offset < _position; offset = ValueHeader.Read(_buffer, offset, _position).End)
            values.Add((written, offset, _symbols.Forms));
    }
}
