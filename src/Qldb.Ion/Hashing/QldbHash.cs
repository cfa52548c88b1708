namespace Qldb.Ion;

/// <summary>A SHA-256 hash as QLDB uses it, 32 bytes held inline, or empty: no hash.</summary>
public readonly struct QldbHash : IEquatable<QldbHash>
{
    /// <summary>Bytes of a hash: 32.</summary>
    public const int Size = 32;

    private readonly Digest _bytes;
    private readonly bool _isPresent;

    /// <summary>A hash of given bytes.</summary>
    /// <param name="hash">32 bytes, or none for the empty hash.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public QldbHash(ReadOnlySpan<byte> hash)
    {
        if (hash.IsEmpty)
            return;
        if (hash.Length != Size)
            throw new ArgumentException($"A hash has {Size} bytes, or none; these are {hash.Length}", nameof(hash));
        hash.CopyTo(_bytes);
        _isPresent = true;
    }

    internal QldbHash(in Digest bytes)
    {
        _bytes = bytes;
        _isPresent = true;
    }

    /// <summary>No hash.</summary>
    public static QldbHash Empty => default;

    /// <summary>Whether this is no hash.</summary>
    public bool IsEmpty => !_isPresent;

    /// <summary>The Ion hash of a text as an Ion string.</summary>
    /// <param name="value">Well-formed UTF-16.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentException">A surrogate stands alone.</exception>
    public static QldbHash OfString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Digest digest = default;
        StringHash.Compute(value, digest.AsSpan());
        return new QldbHash(digest);
    }

    /// <summary>The Ion hash of a value.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>The hash.</returns>
    public static QldbHash Of(IonElement value)
    {
        Digest digest = default;
        IonHash.Compute(value, digest.AsSpan());
        return new QldbHash(digest);
    }

    /// <summary>The Ion hash of the one value of a stream.</summary>
    /// <param name="selfContainedIonBinary">Version marker, symbol table if needed, one value.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="IonFormatException">The bytes are something else.</exception>
    public static QldbHash OfIonBinary(ReadOnlySpan<byte> selfContainedIonBinary)
    {
        Digest digest = default;
        IonHash.Compute(selfContainedIonBinary, digest.AsSpan());
        return new QldbHash(digest);
    }

    /// <summary>SHA-256 of plain bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>The hash.</returns>
    public static QldbHash OfBytes(ReadOnlySpan<byte> bytes)
    {
        Digest digest = default;
        Sha256Lanes.HashOne(bytes, digest.AsSpan());
        return new QldbHash(digest);
    }

    /// <summary>Reads a hash in base64; empty text is the empty hash.</summary>
    /// <param name="base64">44 characters, or none.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="FormatException">The text is no base64 of 32 bytes.</exception>
    public static QldbHash Parse(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        Span<byte> bytes = stackalloc byte[Size];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length is not (0 or Size))
            throw new FormatException($"A hash is the base64 of {Size} bytes, not '{base64}'");
        return new QldbHash(bytes[..length]);
    }

    /// <summary>Joins two hashes as the official drivers do for the commit digest; the order of the two does not matter.</summary>
    /// <param name="that">The other hash.</param>
    /// <returns>SHA-256 over the smaller, then the larger; over the other one alone where one is empty.</returns>
    /// <remarks>
    /// "Smaller" compares signed bytes from the last to the first. Looks odd, must stay: every commit depends on it. The official
    /// verifier treats an empty operand otherwise: see <see cref="JournalHash.Dot"/>.
    /// </remarks>
    public QldbHash Dot(QldbHash that)
    {
        Span<byte> both = stackalloc byte[2 * Size];
        return OfBytes(both[..DotOrder.Concatenate(this, that, both)]);
    }

    /// <summary>Joins many pairs, side by side: each result is that of <see cref="Dot"/>.</summary>
    /// <param name="left">One of each pair.</param>
    /// <param name="right">The other, as many; none of the pairs may need the result of another.</param>
    /// <param name="results">Takes as many; may be <paramref name="left"/> or <paramref name="right"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void DotAll(ReadOnlySpan<QldbHash> left, ReadOnlySpan<QldbHash> right, Span<QldbHash> results) =>
        DotBatch.Join(left, right, results, static (a, b) => a.Dot(b));

    /// <summary>Copies the hash.</summary>
    /// <param name="destination">Takes 32 bytes; none for the empty hash.</param>
    /// <exception cref="ArgumentException">The destination is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (_isPresent)
            ((ReadOnlySpan<byte>)_bytes).CopyTo(destination);
    }

    /// <summary>The bytes of the hash.</summary>
    /// <returns>A new array of 32 bytes, or an empty one.</returns>
    public byte[] ToArray() => _isPresent ? ((ReadOnlySpan<byte>)_bytes).ToArray() : [];

    /// <summary>The hash in base64; empty for the empty hash.</summary>
    /// <returns>44 characters, or none.</returns>
    public override string ToString() => _isPresent ? Convert.ToBase64String(_bytes) : "";

    /// <inheritdoc/>
    public bool Equals(QldbHash other) => _isPresent == other._isPresent && ((ReadOnlySpan<byte>)_bytes).SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QldbHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(QldbHash left, QldbHash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(QldbHash left, QldbHash right) => !left.Equals(right);
}
