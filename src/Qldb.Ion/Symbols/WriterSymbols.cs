using System.Text;

namespace Qldb.Ion;

/// <summary>
/// Hands out symbol ids in the order of first use. A writer that is used again mostly meets the same symbols again: they are remembered
/// across <see cref="Clear"/>, with their encoded form, and only numbered anew.
/// </summary>
internal sealed class WriterSymbols
{
    private const int Remembered = 4096;
    private const int KeptUnique = 256;
    private const long RememberedBytes = 1 << 20;

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _entriesBySpan;
    private readonly List<Entry> _used = [];

    // By the numbers of field names; null where the name has not been met, or is a system symbol.
    private Entry?[] _entriesByNumber = [];
    private readonly List<(int Id, ImportLocation Location)> _imported = [];
    private readonly List<Entry> _unique = [];
    private int _uniqueCount;
    private HashForms? _hashForms;
    private int _generation = 1;
    private long _rememberedBytes;

    public WriterSymbols() => _entriesBySpan = _entries.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The local symbols, from id 10.</summary>
    public List<Entry> Used => _used;

    /// <summary>Symbols of unknown text; their ids are provisional, see <see cref="ImportResolution"/>.</summary>
    public List<(int Id, ImportLocation Location)> Imported => _imported;

    /// <summary>What the symbols of the current stream contribute to an Ion hash; none may be imported.</summary>
    public SymbolTable Forms => _hashForms ??= new HashForms(_used);

    public int IdOf(string text)
    {
        if (!_entries.TryGetValue(text, out var entry))
        {
            var system = SystemSymbols.Find(text);
            if (system != 0)
                return system;
            entry = Remember(text);
        }

        return entry.Generation == _generation ? entry.Id : Use(entry);
    }

    public int IdOf(FieldName name)
    {
        if ((uint)name.Number < (uint)_entriesByNumber.Length && _entriesByNumber[name.Number] is { } entry)
            return entry.Generation == _generation ? entry.Id : Use(entry);
        var id = IdOf(name.Text);
        if (name.Number < Remembered && id > SystemSymbols.LastId)
            RememberNumber(name);
        return id;
    }

    public int IdOf(ReadOnlySpan<char> text)
    {
        if (!_entriesBySpan.TryGetValue(text, out var entry))
        {
            var system = SystemSymbols.Find(text);
            if (system != 0)
                return system;
            entry = Remember(text.ToString());
        }

        return entry.Generation == _generation ? entry.Id : Use(entry);
    }

    /// <summary>The id of a symbol that this stream has not met yet, and no later stream will; the memory of an earlier such symbol is used again.</summary>
    public int IdOfUnique(ReadOnlySpan<char> text)
    {
        Unicode.RequireWellFormed(text);
        if (_uniqueCount < _unique.Count && _unique[_uniqueCount].TryReplace(text))
            return Use(_unique[_uniqueCount++]);
        var entry = new Entry(null, Encode(text));
        if (_uniqueCount == _unique.Count && _uniqueCount < KeptUnique)
            _unique.Insert(_uniqueCount++, entry);
        return Use(entry);
    }

    public int IdOf(ImportLocation location)
    {
        foreach (var (known, place) in _imported)
        {
            if (place == location)
                return known;
        }

        var id = Use(new Entry(null, []));
        _imported.Add((id, location));
        return id;
    }

    public void Clear()
    {
        _generation++;
        _used.Clear();
        _imported.Clear();
        _uniqueCount = 0;
        if (_entries.Count <= Remembered && _rememberedBytes <= RememberedBytes)
            return;
        _entries.Clear();
        _entriesByNumber.AsSpan().Clear();
        _rememberedBytes = 0;
    }

    private Entry Remember(string text)
    {
        Unicode.RequireWellFormed(text);
        var entry = new Entry(text, Encode(text));
        _entries.Add(text, entry);
        _rememberedBytes += entry.Encoded.Length;
        return entry;
    }

    private void RememberNumber(FieldName name)
    {
        if (name.Number >= _entriesByNumber.Length)
            Array.Resize(ref _entriesByNumber, Math.Max(name.Number + 1, Math.Min(Remembered, _entriesByNumber.Length * 2)));
        _entriesByNumber[name.Number] = _entries[name.Text];
    }

    private int Use(Entry entry)
    {
        if (_used.Count == IonLimits.MaxLocalSymbols)
            throw new IonLimitException($"A document has at most {IonLimits.MaxLocalSymbols} different symbols");
        _used.Add(entry);
        entry.Generation = _generation;
        return entry.Id = SystemSymbols.LastId + _used.Count;
    }

    /// <summary>The text as an Ion string, as it stands in a symbol table.</summary>
    private static byte[] Encode(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Span<byte> head = stackalloc byte[16];
        head[0] = (byte)(0x80 | Math.Min(length, 14));
        var headLength = length < 14 ? 1 : 1 + VarInts.WriteUInt(head[1..], length);
        var encoded = new byte[headLength + length];
        head[..headLength].CopyTo(encoded);
        Encoding.UTF8.GetBytes(text, encoded.AsSpan(headLength));
        return encoded;
    }

    /// <summary>A symbol, and the id it has in the current stream; no text where a symbol of a shared table stands in.</summary>
    internal sealed class Entry(string? text, byte[] encoded)
    {
        public string? Text => text ?? (encoded.Length == 0 ? null : Encoding.UTF8.GetString(Utf8));

        public ReadOnlySpan<byte> Utf8 => encoded.AsSpan(TextStart);

        public byte[] Encoded => encoded;

        public byte[]? HashForm { get; set; }

        public int Generation { get; set; }

        public int Id { get; set; }

        /// <summary>Stands for another text from now on, if that takes as much memory.</summary>
        public bool TryReplace(ReadOnlySpan<char> replacement)
        {
            var target = encoded.AsSpan(TextStart);
            if (Encoding.UTF8.GetByteCount(replacement) != target.Length)
                return false;
            Encoding.UTF8.GetBytes(replacement, target);
            HashForm = null;
            return true;
        }

        private int TextStart => ValueHeader.Read(encoded, 0, encoded.Length).Body;
    }

    private sealed class HashForms(List<Entry> used) : SymbolTable([], [])
    {
        public override ReadOnlySpan<byte> HashFormOf(long id, int offset)
        {
            if (id <= SystemSymbols.LastId)
                return base.HashFormOf(id, offset);
            var symbol = used[(int)id - SystemSymbols.LastId - 1];
            return symbol.HashForm ??= Symbol.MakeHashForm(symbol.Utf8);
        }
    }
}
