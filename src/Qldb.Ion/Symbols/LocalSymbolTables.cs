using System.Text;

namespace Qldb.Ion;

/// <summary>Reads <c>$ion_symbol_table::{imports: […], symbols: […]}</c>. The bytes have been validated before.</summary>
internal static class LocalSymbolTables
{
    /// <summary>Whether an annotated value declares a symbol table: a struct whose first annotation says so.</summary>
    public static bool IsDeclaration(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable symbols)
    {
        var offset = wrapper.Body;
        var annotationsLength = (int)VarInts.ReadUInt(data, ref offset, wrapper.End);
        var value = offset + annotationsLength;
        var first = VarInts.ReadUInt(data, ref offset, value);
        return first <= symbols.MaxId && symbols.TextOf((int)first) == SystemSymbols.Texts[SystemSymbols.IonSymbolTable]
            && ValueHeader.Read(data, value, wrapper.End) is { Code: 13, IsNull: false };
    }

    /// <summary>The table that a declaration makes out of the current one.</summary>
    public static SymbolTable Read(ReadOnlySpan<byte> data, in ValueHeader wrapper, SymbolTable current)
    {
        var offset = wrapper.Body;
        var annotationsLength = (int)VarInts.ReadUInt(data, ref offset, wrapper.End);
        var body = ValueHeader.Read(data, offset + annotationsLength, wrapper.End);
        var imports = new List<ImportedSymbols>();
        var locals = new List<string?>();
        bool hasImports = false, hasSymbols = false;
        var fields = new FieldScan(data, body);
        while (fields.MoveNext())
        {
            switch (current.TextOf(fields.NameId))
            {
                case "imports" when hasImports:
                case "symbols" when hasSymbols:
                    throw new IonFormatException("A symbol table declares its imports or its symbols twice", fields.ValueOffset);
                case "imports":
                    hasImports = true;
                    ReadImports(data, fields.ValueOffset, body.End, current, imports, locals);
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
            if (current.TextOf(fields.NameId) == "symbols")
                ReadSymbols(data, ValueHeader.Read(data, fields.ValueOffset, body.End), locals);
        }

        return new SymbolTable([.. imports], [.. locals]);
    }

    private static void ReadImports(
        ReadOnlySpan<byte> data, int offset, int limit, SymbolTable current, List<ImportedSymbols> imports, List<string?> locals)
    {
        var header = ValueHeader.Read(data, offset, limit);
        if (header is { Code: 7, IsNull: false })
        {
            if (current.TextOf(Scalars.ReadSymbolId(data, header)) != SystemSymbols.Texts[SystemSymbols.IonSymbolTable])
                return;
            imports.AddRange(current.Imports);
            locals.AddRange(current.Locals);
            return;
        }

        if (header.Code != 11 || header.IsNull)
            return;
        for (offset = header.Body; offset < header.End;)
        {
            var import = ValueHeader.Read(data, offset, header.End);
            if (import is { Code: 13, IsNull: false })
                ReadImport(data, import, current, imports);
            offset = import.End;
        }
    }

    private static void ReadImport(ReadOnlySpan<byte> data, in ValueHeader import, SymbolTable current, List<ImportedSymbols> imports)
    {
        string? name = null;
        long version = 1;
        long maxId = -1;
        var fields = new FieldScan(data, import);
        while (fields.MoveNext())
        {
            var value = ValueHeader.Read(data, fields.ValueOffset, import.End);
            switch (current.TextOf(fields.NameId))
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
        var firstId = imports.Count == 0 ? SystemSymbols.LastId + 1L : imports[^1].FirstId + (long)imports[^1].MaxId;
        if (maxId > int.MaxValue - IonLimits.MaxLocalSymbols - firstId)
            throw new IonFormatException($"The import of '{name}' makes the symbol table larger than {int.MaxValue} ids", import.Body);
        imports.Add(new ImportedSymbols(name, (int)version, (int)maxId, (int)firstId));
    }

    private static void ReadSymbols(ReadOnlySpan<byte> data, in ValueHeader list, List<string?> locals)
    {
        if (list.Code != 11 || list.IsNull)
            return;
        for (var offset = list.Body; offset < list.End;)
        {
            var symbol = ValueHeader.Read(data, offset, list.End);
            offset = symbol.End;
            if (symbol.IsPadding)
                continue;
            if (locals.Count == IonLimits.MaxLocalSymbols)
                throw new IonFormatException($"A symbol table has more than {IonLimits.MaxLocalSymbols} symbols", symbol.Body);
            locals.Add(symbol is { Code: 8, IsNull: false } ? Encoding.UTF8.GetString(data[symbol.Body..symbol.End]) : null);
        }
    }
}
