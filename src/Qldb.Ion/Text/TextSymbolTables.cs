namespace Qldb.Ion;

/// <summary>Symbol tables that were written as Ion text.</summary>
internal static class TextSymbolTables
{
    /// <summary>The table that a declaration makes out of the current one.</summary>
    /// <param name="stream">The declaration as a stream of its own; its own field names may need a table, which then stands before it.</param>
    /// <param name="current">The table of the text.</param>
    public static SymbolTable Read(ReadOnlyMemory<byte> stream, SymbolTable current)
    {
        var data = stream.Span;
        var encoding = SymbolTable.System;
        var wrapper = ValueHeader.Read(data, 4, data.Length);
        if (wrapper.End < data.Length)
        {
            encoding = LocalSymbolTables.Read(data, wrapper, encoding);
            wrapper = ValueHeader.Read(data, wrapper.End, data.Length);
        }

        return LocalSymbolTables.Read(data, wrapper, encoding, current);
    }
}
