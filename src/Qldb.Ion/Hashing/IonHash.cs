namespace Qldb.Ion;

/// <summary>
/// The Ion hash with SHA-256: a hash of the value itself, so that text and binary, and every encoding of either, give the same. Works on
/// Ion binary directly and allocates nothing in steady state. Thread safe.
/// </summary>
/// <remarks>Source: the Ion Hash specification 1.0; figures and vectors in the public ion-hash-test data.</remarks>
public static class IonHash
{
    /// <summary>Bytes of a hash: 32.</summary>
    public const int Size = 32;

    /// <summary>Hashes the one value of a stream.</summary>
    /// <param name="selfContainedIonBinary">Version marker, symbol table if needed, one value.</param>
    /// <param name="destination">Takes 32 bytes.</param>
    /// <exception cref="IonFormatException">The bytes are something else.</exception>
    /// <exception cref="ArgumentException">The destination is shorter than 32 bytes.</exception>
    public static void Compute(ReadOnlySpan<byte> selfContainedIonBinary, Span<byte> destination)
    {
        var scan = new TopLevelScan(selfContainedIonBinary);
        if (!scan.MoveNext(selfContainedIonBinary, out var header))
            throw new IonFormatException("The stream holds no value", selfContainedIonBinary.Length);
        var (start, symbols) = (scan.Offset, scan.Symbols);
        BinaryValidator.Validate(selfContainedIonBinary, start, selfContainedIonBinary.Length, symbols);
        if (header.End != selfContainedIonBinary.Length && scan.MoveNext(selfContainedIonBinary, out _))
            throw new IonFormatException("The stream holds more than one value", scan.Offset);
        HashSerializer.Hash(selfContainedIonBinary, start, symbols, destination);
    }

    /// <summary>Hashes a value, with its annotations.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">Takes 32 bytes.</param>
    /// <exception cref="IonFormatException">A symbol of unknown text, of a shared symbol table, has no hash.</exception>
    /// <exception cref="ArgumentException">The destination is shorter than 32 bytes.</exception>
    /// <exception cref="InvalidOperationException">The element is undefined.</exception>
    public static void Compute(IonElement value, Span<byte> destination) =>
        HashSerializer.Hash(value.Data, value.Start, value.Symbols, destination);
}
