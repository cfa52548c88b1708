namespace Qldb.Ion;

/// <summary>How the journal and its proofs join hashes.</summary>
public static class JournalHash
{
    /// <summary>Joins two hashes as the journal and the official verifier do; the order of the two does not matter.</summary>
    /// <param name="a">A hash, or empty.</param>
    /// <param name="b">Another, or empty.</param>
    /// <returns>SHA-256 over the smaller, then the larger; where one is empty, the other one unchanged.</returns>
    /// <remarks>The drivers' own dot hashes in that case too: see <see cref="QldbHash.Dot"/>.</remarks>
    public static QldbHash Dot(QldbHash a, QldbHash b)
    {
        if (a.IsEmpty)
            return b;
        return b.IsEmpty ? a : a.Dot(b);
    }

    /// <summary>Joins many pairs, side by side: each result is that of <see cref="Dot"/>.</summary>
    /// <param name="left">One of each pair.</param>
    /// <param name="right">The other, as many; none of the pairs may need the result of another.</param>
    /// <param name="results">Takes as many; may be <paramref name="left"/> or <paramref name="right"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void DotAll(ReadOnlySpan<QldbHash> left, ReadOnlySpan<QldbHash> right, Span<QldbHash> results) =>
        DotBatch.Join(left, right, results, Dot);
}
