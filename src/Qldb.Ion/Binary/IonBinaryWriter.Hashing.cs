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
}
