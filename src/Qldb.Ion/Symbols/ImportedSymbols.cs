namespace Qldb.Ion;

/// <summary>
/// The ids that a local symbol table takes from a shared one. This library keeps no catalog, so their text is unknown; what remains
/// is where they came from, and that is what such symbols are compared by.
/// </summary>
internal sealed record ImportedSymbols(string Name, int Version, long MaxId, long FirstId);

/// <summary>A symbol whose text is unknown, named by its place in a shared symbol table.</summary>
internal readonly record struct ImportLocation(string Table, int Version, long MaxId, long Id);
