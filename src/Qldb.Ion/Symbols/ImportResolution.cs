namespace Qldb.Ion;

/// <summary>
/// Symbols of unknown text can only be written as ids into the shared table they come from, whose ids precede all local ones. A writer
/// learns of them too late, so it gives them ids like any other and, in this rare case, the stream is written a second time with the right ones.
/// </summary>
internal static class ImportResolution
{
    public static byte[] Resolve(ReadOnlySpan<byte> stream, WriterSymbols provisional)
    {
        var imports = new List<ImportedSymbols>();
        var firstId = SystemSymbols.LastId + 1L;
        foreach (var (_, location) in provisional.Imported)
        {
            if (imports.Exists(i => IsSame(i, location)))
                continue;
            if (firstId + location.MaxId > LocalSymbolTables.MaxImportedId || imports.Count == IonLimits.MaxImports)
                throw new IonLimitException("The shared symbol tables of one document have too many symbols together");
            imports.Add(new ImportedSymbols(location.Table, location.Version, location.MaxId, firstId));
            firstId += location.MaxId;
        }

        var ids = new long[SystemSymbols.LastId + 1 + provisional.Used.Count];
        for (var id = 0; id <= SystemSymbols.LastId; id++)
            ids[id] = id;
        var locals = new List<string>();
        for (var i = 0; i < provisional.Used.Count; i++)
        {
            if (provisional.Used[i].Text is not { } text)
                continue;
            ids[SystemSymbols.LastId + 1 + i] = firstId + locals.Count;
            locals.Add(text);
        }

        foreach (var (id, location) in provisional.Imported)
            ids[id] = imports.Find(i => IsSame(i, location))!.FirstId + location.Id - 1;
        using var table = new IonBinaryWriter { WritesSymbolTables = true };
        WriteTable(table, imports, locals);
        using var body = new IonBinaryWriter(stream.Length);
        for (var offset = 4; offset < stream.Length;)
        {
            body.CopyWithIds(stream, offset, stream.Length, ids);
            offset = ValueHeader.Read(stream, offset, stream.Length).End;
        }

        return [.. table.WrittenMemory.Span, .. body.WrittenMemory.Span[4..]];
    }

    public static void WriteTable(IIonWriter writer, IReadOnlyList<ImportedSymbols> imports, IReadOnlyList<string> locals)
    {
        writer.WriteAnnotation("$ion_symbol_table");
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("imports");
        writer.StepIn(IonType.List);
        foreach (var import in imports)
        {
            writer.StepIn(IonType.Struct);
            writer.WriteFieldName("name");
            writer.WriteString(import.Name);
            writer.WriteFieldName("version");
            writer.WriteInt(import.Version);
            writer.WriteFieldName("max_id");
            writer.WriteInt(import.MaxId);
            writer.StepOut();
        }

        writer.StepOut();
        if (locals.Count > 0)
        {
            writer.WriteFieldName("symbols");
            writer.StepIn(IonType.List);
            foreach (var text in locals)
                writer.WriteString(text);
            writer.StepOut();
        }

        writer.StepOut();
    }

    private static bool IsSame(ImportedSymbols import, ImportLocation location) =>
        import.Name == location.Table && import.Version == location.Version && import.MaxId == location.MaxId;
}
