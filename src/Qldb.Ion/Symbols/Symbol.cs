namespace Qldb.Ion;

/// <summary>The text of a symbol in the forms that are asked for. Immutable.</summary>
/// <remarks>
/// Documents are full of the same names, in symbol tables that are not the same: a block has the ids of its documents among them. So the texts
/// met lately are remembered by themselves. Bounded: 2048 of at most 128 bytes; a newer text takes an older one's place.
/// </remarks>
internal sealed class Symbol
{
    private const int Slots = 2048;
    private const int MaxBytes = 128;

    // Begin and type come before the text, the end after it.
    private const int FormStart = 2;
    private const int FormMarkers = 3;
    private static readonly Symbol?[] Remembered = new Symbol?[Slots];

    private readonly uint _hash;

    // Null where the hash form holds the text unchanged.
    private readonly byte[]? _utf8;
    private string? _text;

    private Symbol(ReadOnlySpan<byte> utf8, uint hash)
    {
        _hash = hash;
        HashForm = MakeHashForm(utf8);
        if (HashForm.Length != utf8.Length + FormMarkers)
            _utf8 = utf8.ToArray();
        IsSystem = SystemSymbols.Contains(utf8);
    }

    /// <summary>The text, made when it is asked for: names that are ids are hashed far more often than they are read.</summary>
    public string Text => _text ??= Scalars.ReadText(Utf8);

    public ReadOnlySpan<byte> Utf8 => _utf8 ?? HashForm.AsSpan(FormStart, HashForm.Length - FormMarkers);

    /// <summary>Whether the system's table has the text.</summary>
    public bool IsSystem { get; }

    /// <summary>A number that symbols of one text share, and those of others hardly ever.</summary>
    public uint Hash => _hash;

    /// <summary>What the symbol contributes to an Ion hash: begin marker, type, escaped text, end marker.</summary>
    public byte[] HashForm { get; }

    public static Symbol Of(ReadOnlySpan<byte> utf8) => Find(utf8, out var hash) ?? Make(utf8, hash);

    /// <summary>The symbol of bytes that have not been checked; null where they are no text.</summary>
    public static Symbol? TryOf(ReadOnlySpan<byte> bytes) => Find(bytes, out var hash) ?? (System.Text.Unicode.Utf8.IsValid(bytes) ? Make(bytes, hash) : null);

    public bool HasTextOf(Symbol other) => _hash == other._hash && Utf8.SequenceEqual(other._utf8);

    /// <summary>What a symbol of that text contributes to an Ion hash.</summary>
    public static byte[] MakeHashForm(ReadOnlySpan<byte> utf8)
    {
        var escapes = 0;
        foreach (var b in utf8)
            escapes += IsEscaped(b) ? 1 : 0;
        var form = new byte[utf8.Length + escapes + FormMarkers];
        if (escapes == 0)
            utf8.CopyTo(form.AsSpan(FormStart));
        else
            AppendEscaped(utf8, form.AsSpan(FormStart));
        (form[0], form[1], form[^1]) = (HashMarkers.Begin, HashMarkers.Symbol, HashMarkers.End);
        return form;
    }

    private static void AppendEscaped(ReadOnlySpan<byte> utf8, Span<byte> target)
    {
        var length = 0;
        foreach (var b in utf8)
        {
            if (IsEscaped(b))
                target[length++] = HashMarkers.Escape;
            target[length++] = b;
        }
    }

    private static Symbol? Find(ReadOnlySpan<byte> utf8, out uint hash)
    {
        hash = BytesHash.Of(utf8);
        return Volatile.Read(ref Remembered[hash % Slots]) is { } known && known._hash == hash && utf8.SequenceEqual(known.Utf8) ? known : null;
    }

    private static Symbol Make(ReadOnlySpan<byte> utf8, uint hash)
    {
        var made = new Symbol(utf8, hash);
        if (utf8.Length <= MaxBytes)
            Volatile.Write(ref Remembered[hash % Slots], made);
        return made;
    }

    private static bool IsEscaped(byte b) => b is HashMarkers.Begin or HashMarkers.Escape or HashMarkers.End;
}
