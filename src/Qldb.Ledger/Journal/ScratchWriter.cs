using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>A writer that each thread uses again and again, for small structs that are written, hashed or copied, and forgotten.</summary>
/// <remarks>Taking one while another is taken on the same thread gives a new one, so nesting is safe.</remarks>
internal static class ScratchWriter
{
    // A symbol table that once grew large is not worth keeping.
    private const int KeptSizeMax = 64 * 1024;

    [ThreadStatic]
    private static IonBinaryWriter? _idle;

    public static IonBinaryWriter Take()
    {
        var writer = _idle ?? new IonBinaryWriter();
        _idle = null;
        return writer;
    }

    public static void Return(IonBinaryWriter writer)
    {
        if (_idle is not null || writer.Length > KeptSizeMax)
        {
            writer.Dispose();
            return;
        }

        writer.Reset();
        _idle = writer;
    }

    public static byte[] Write<TState>(TState state, Action<IonBinaryWriter, TState> write)
    {
        var writer = Take();
        write(writer, state);
        var bytes = writer.ToArray();
        Return(writer);
        return bytes;
    }

    /// <summary>A value in the one encoding that is stored: the very value where it has it already.</summary>
    public static IonElement Canonical(IonElement value)
    {
        var writer = Take();
        writer.WriteElement(value);
        var written = writer.WrittenMemory;
        var canonical = value.IsWholeStream && value.AsBinary().Span.SequenceEqual(written.Span) ? value : IonElement.Parse(written.ToArray());
        Return(writer);
        return canonical;
    }

    /// <summary>Tells whether what is written is, byte for byte, what is expected.</summary>
    public static bool Writes<TState>(ReadOnlySpan<byte> expected, TState state, Action<IonBinaryWriter, TState> write)
    {
        var writer = Take();
        write(writer, state);
        var written = writer.WrittenMemory;
        var isEqual = written.Span.SequenceEqual(expected);
        Return(writer);
        return isEqual;
    }
}
