using System.Runtime.InteropServices;
using System.Text;

namespace Qldb.Ion;

/// <summary>Reads <c>$ion_symbol_table::{imports: […], symbols: […]}</c>. The bytes have been validated before.</summary>
internal static class LocalSymbolTables
{
    /// <summary>Ids that all imports may take together; 48 bits are far beyond any table, and far from overflow.</summary>
    public const long MaxImportedId = 1L << 48;

    // Up to so many symbols are compared with each other without a hash table.
    private const int FewSymbols = 64;

    /// <summary>Whether an annotated value declares a symbol table: a struct whose first annotation says so.</summary>
    public static bool IsDeclaration(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable symbols)
    {
        var offset = wrapper.Body;
        var annotationsLength = (int)VarInts.ReadUInt(data, ref offset, wrapper.End);
        var value = offset + annotationsLength;
        var first = VarInts.ReadUInt(data, ref offset, value);
        return first <= symbols.MaxId && symbols.TextOf(first) == SystemSymbols.Texts[SystemSymbols.IonSymbolTable]
            && ValueHeader.Read(data, value, wrapper.End) is { Code: 13, IsNull: false };
    }

    /// <summary>
    /// The table of a declaration that is the one a writer makes: nothing but a list of texts, all of them different and none of them the system's.
    /// It need not have been checked. Null for any other, be it good or bad.
    /// </summary>
    public static SymbolTable? ReadWritten(ReadOnlySpan<byte> data, int start, in ValueHeader wrapper)
    {
        if (data[wrapper.Body..] is not [0x81, 0x80 | SystemSymbols.IonSymbolTable, _, ..])
            return null;
        var body = ValueHeader.Read(data, wrapper.Body + 2, wrapper.End);
        if (body.Length < 2)
            return null;
        var list = ValueHeader.Read(data, body.Body + 1, body.End);
        Span<byte> head = stackalloc byte[IonBinaryWriter.TableHead];
        head = head[..IonBinaryWriter.WriteTableHead(head, list.Length)];
        if (!data[start..list.Body].SequenceEqual(head) || CountWritten(data, list) is not (> 0 and <= IonLimits.MaxLocalSymbols and var count))
            return null;

        var symbols = new Symbol?[SystemSymbols.Forms.Length + count];
        SystemSymbols.Forms.CopyTo(symbols, 0);
        var locals = symbols.AsSpan(SystemSymbols.Forms.Length);
        for (var (i, offset) = (0, list.Body); i < count; i++)
        {
            var text = ValueHeader.Read(data, offset, list.End);
            locals[i] = Symbol.TryOf(data[text.Body..text.End]);
            if (locals[i] is null)
                return null;
            offset = text.End;
        }

        return AreDistinct(locals) ? SymbolTable.OfWritten(symbols, wrapper.End - start) : null;
    }

    /// <summary>The table that a declaration makes out of the current one, in which it is also encoded.</summary>
    public static SymbolTable Read(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable current) =>
        Read(data, wrapper, current, current);

    /// <summary>The table that a declaration makes out of the current one, encoded with the symbols of another.</summary>
    public static SymbolTable Read(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable encoding, SymbolTable current)
    {
        var offset = wrapper.Body;
        var annotationsLength = (int)VarInts.ReadUInt(data, ref offset, wrapper.End);
        var body = ValueHeader.Read(data, offset + annotationsLength, wrapper.End);
        var imports = new List<ImportedSymbols>();
        var locals = new List<Symbol?>();
        bool hasImports = false, hasSymbols = false;
        var fields = new FieldScan(data, body);
        while (fields.MoveNext())
        {
            switch (encoding.TextOf(fields.NameId))
            {
                case "imports" when hasImports:
                case "symbols" when hasSymbols:
                    throw new IonFormatException("A symbol table declares its imports or its symbols twice", fields.ValueOffset);
                case "imports":
                    hasImports = true;
                    ReadImports(data, fields.ValueOffset, body.End, encoding, current, imports, locals);
                    break;
                case "symbols":
                    hasSymbols = true;
                    break;
            }
        }

        // Appended symbols come before the declared ones, wherever the fields stand.
        fields = new FieldScan(data, body);
        while (fields.MoveNext())
        {
            if (encoding.TextOf(fields.NameId) == "symbols")
                ReadSymbols(data, ReadPlain(data, fields.ValueOffset, body.End), locals);
        }

        return new SymbolTable([.. imports], CollectionsMarshal.AsSpan(locals));
    }

    private static void ReadImports(
        ReadOnlySpan<byte> data, int offset, int limit, SymbolTable encoding, SymbolTable current, List<ImportedSymbols> imports, List<Symbol?> locals)
    {
        var header = ReadPlain(data, offset, limit);
        if (header is { Code: 7, IsNull: false })
        {
            if (encoding.TextOf(Scalars.ReadSymbolId(data, header)) != SystemSymbols.Texts[SystemSymbols.IonSymbolTable])
                return;
            imports.AddRange(current.Imports);
            locals.AddRange(current.Locals);
            return;
        }

        if (header.Code != 11 || header.IsNull)
            return;
        for (offset = header.Body; offset < header.End;)
        {
            var import = ReadPlain(data, offset, header.End);
            if (import is { Code: 13, IsNull: false })
                ReadImport(data, import, encoding, imports);
            offset = import.End;
        }
    }

    private static void ReadImport(ReadOnlySpan<byte> data, in ValueHeader import, SymbolTable encoding, List<ImportedSymbols> imports)
    {
        string? name = null;
        long version = 1;
        long maxId = -1;
        var fields = new FieldScan(data, import);
        while (fields.MoveNext())
        {
            var value = ReadPlain(data, fields.ValueOffset, import.End);
            switch (encoding.TextOf(fields.NameId))
            {
                case "name" when value is { Code: 8, IsNull: false }:
                    name = Encoding.UTF8.GetString(data[value.Body..value.End]);
                    break;
                case "version" when value is { Code: 2, IsNull: false }:
                    version = Scalars.TryReadInt64(data, value, out var v) ? Math.Clamp(v, 1, int.MaxValue) : int.MaxValue;
                    break;
                case "max_id" when value is { Code: 2, IsNull: false }:
                    maxId = Scalars.TryReadInt64(data, value, out var m) ? m : long.MaxValue;
                    break;
            }
        }

        if (string.IsNullOrEmpty(name) || name == "$ion")
            return;
        if (maxId < 0)
            throw new IonFormatException($"The shared symbol table '{name}' is not known here, and its import gives no max_id", import.Body);
        if (imports.Count == IonLimits.MaxImports)
            throw new IonFormatException($"A symbol table imports more than {IonLimits.MaxImports} others", import.Body);
        var firstId = imports.Count == 0 ? SystemSymbols.LastId + 1 : imports[^1].FirstId + imports[^1].MaxId;
        if (maxId > MaxImportedId - firstId)
            throw new IonFormatException($"The import of '{name}' makes the symbol table larger than {MaxImportedId} ids", import.Body);
        imports.Add(new ImportedSymbols(name, (int)version, maxId, firstId));
    }

    private static void ReadSymbols(ReadOnlySpan<byte> data, in ValueHeader list, List<Symbol?> locals)
    {
        if (list.Code != 11 || list.IsNull)
            return;
        for (var offset = list.Body; offset < list.End;)
        {
            var symbol = ReadPlain(data, offset, list.End);
            offset = symbol.End;
            if (symbol.IsPadding)
                continue;
            if (locals.Count == IonLimits.MaxLocalSymbols)
                throw new IonFormatException($"A symbol table has more than {IonLimits.MaxLocalSymbols} symbols", symbol.Body);
            locals.Add(symbol is { Code: 8, IsNull: false } ? Symbol.Of(data[symbol.Body..symbol.End]) : null);
        }
    }

    /// <summary>How many strings a list has; -1 if it has anything else, or one that does not have its shortest length.</summary>
    private static int CountWritten(ReadOnlySpan<byte> data, in ValueHeader list)
    {
        var count = 0;
        for (var offset = list.Body; offset < list.End; count++)
        {
            var text = ValueHeader.Read(data, offset, list.End);
            if (text.Code != 8 || text.IsNull || text.Body - offset != ValueHeader.LengthOfHead(text.Length))
                return -1;
            offset = text.End;
        }

        return count;
    }

    private static bool AreDistinct(ReadOnlySpan<Symbol?> symbols)
    {
        if (symbols.Length > FewSymbols)
            return AreManyDistinct(symbols);
        var met = 0UL;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbol = symbols[i]!;
            var bit = 1UL << (int)symbol.Hash;
            if (symbol.IsSystem || (met & bit) != 0 && Contains(symbols[..i], symbol))
                return false;
            met |= bit;
        }

        return true;
    }

    private static bool Contains(ReadOnlySpan<Symbol?> symbols, Symbol symbol)
    {
        foreach (var other in symbols)
        {
            if (symbol.HasTextOf(other!))
                return true;
        }

        return false;
    }

    private static bool AreManyDistinct(ReadOnlySpan<Symbol?> symbols)
    {
        var texts = new HashSet<string>(symbols.Length);
        foreach (var symbol in symbols)
        {
            if (symbol!.IsSystem || !texts.Add(symbol.Text))
                return false;
        }

        return true;
    }

    /// <summary>The header of a value behind its annotations, which mean nothing here.</summary>
    private static ValueHeader ReadPlain(ReadOnlySpan<byte> data, int offset, int limit)
    {
        var header = ValueHeader.Read(data, offset, limit);
        return header.IsAnnotated ? ValueHeader.Read(data, IonElement.ValueOffset(data, offset), header.End) : header;
    }
}
