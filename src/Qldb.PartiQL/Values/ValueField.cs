namespace Qldb.PartiQL.Values;

/// <summary>A field of a struct; a null name is a symbol of unknown text.</summary>
internal readonly record struct ValueField(string? Name, Value Value);
