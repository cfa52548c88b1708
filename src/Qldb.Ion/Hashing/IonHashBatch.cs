using System.Runtime.InteropServices;

namespace Qldb.Ion;

/// <summary>
/// Hashes many values in one go. The Ion hash of a value is dozens of short SHA-256 messages, most of which do not depend on each other;
/// with those of other values beside them they fill all vector lanes of the processor, and each costs a fraction of what it costs alone.
/// Worth it from a few values on; used again, a batch allocates nothing in steady state. Not thread safe.
/// </summary>
public sealed class IonHashBatch
{
    private readonly HashSerializer _serializer = new();
    private readonly List<(ReadOnlyMemory<byte> Data, int Start, SymbolTable Symbols)> _values = [];

    /// <summary>Values that were added and not hashed yet.</summary>
    public int Count => _values.Count;

    /// <summary>Adds a value. Its memory must not change before it is hashed.</summary>
    /// <param name="value">The value, with its annotations.</param>
    /// <returns>Its place among the hashes, counted from 0.</returns>
    /// <exception cref="ArgumentException">The element is undefined.</exception>
    public int Add(IonElement value)
    {
        if (value.IsUndefined)
            throw new ArgumentException("An undefined element is no value", nameof(value));
        _values.Add((value.Memory, value.Start, value.Symbols));
        return _values.Count - 1;
    }

    /// <summary>Adds all values that a writer has written, in order, without the way over its stream. It must not write on before they are hashed.</summary>
    /// <param name="writer">A writer between two values at the top level.</param>
    /// <exception cref="InvalidOperationException">A container has not been ended.</exception>
    public void AddWritten(IonBinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.AddTo(_values);
    }

    /// <summary>Hashes all values that were added, and forgets them.</summary>
    /// <param name="hashes">Takes the hash of each, as <see cref="QldbHash.Of"/> gives it, in the order in which they were added.</param>
    /// <exception cref="ArgumentException">There are fewer places than values; nothing is forgotten.</exception>
    /// <exception cref="IonFormatException">A symbol of unknown text, of a shared symbol table, has no hash; all values are forgotten.</exception>
    public void Hash(Span<QldbHash> hashes)
    {
        if (hashes.Length < _values.Count)
            throw new ArgumentException($"{_values.Count} values need as many hashes, there are {hashes.Length}", nameof(hashes));
        if (_values.Count == 0)
            return;
        try
        {
            var digests = _serializer.Hash(new Values(CollectionsMarshal.AsSpan(_values)));
            for (var i = 0; i < digests.Length; i++)
                hashes[i] = new QldbHash(digests[i]);
        }
        finally
        {
            _values.Clear();
        }
    }

    private readonly ref struct Values(ReadOnlySpan<(ReadOnlyMemory<byte> Data, int Start, SymbolTable Symbols)> values) : HashSerializer.IValues
    {
        private readonly ReadOnlySpan<(ReadOnlyMemory<byte> Data, int Start, SymbolTable Symbols)> _values = values;

        public int Count => _values.Length;

        public ReadOnlySpan<byte> DataOf(int index) => _values[index].Data.Span;

        public int StartOf(int index) => _values[index].Start;

        public SymbolTable SymbolsOf(int index) => _values[index].Symbols;
    }
}
