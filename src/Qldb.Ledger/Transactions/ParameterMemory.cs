namespace Qldb.Ledger.Transactions;

/// <summary>
/// The bytes of a transaction's parameters, which are copied since the client may use its buffers again, in memory that serves one transaction after the
/// other. What does not fit has an array of its own, so that a long transaction holds on to no more than it needs.
/// </summary>
internal sealed class ParameterMemory
{
    // For a few documents of usual size.
    private const int Size = 4 * 1024;

    private MemoryStream? _bytes;

    /// <summary>Copies a parameter, to be read until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Keep(MemoryStream parameter)
    {
        _bytes ??= new MemoryStream(new byte[Size], 0, Size, writable: true, publiclyVisible: true);
        var start = (int)_bytes.Position;
        if (parameter.Length > Size - start)
        {
            return parameter.ToArray();
        }

        // Not read: others may be sending the same stream, and its position would move.
        parameter.WriteTo(_bytes);
        return _bytes.GetBuffer().AsMemory(start, (int)_bytes.Position - start);
    }

    /// <summary>Tells whether bytes are in the memory that is going to be used again.</summary>
    public bool Owns(ArraySegment<byte> bytes) => _bytes is not null && bytes.Array == _bytes.GetBuffer();

    public void Clear()
    {
        if (_bytes is not null)
        {
            _bytes.Position = 0;
        }
    }
}
