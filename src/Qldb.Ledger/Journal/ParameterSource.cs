namespace Qldb.Ledger.Journal;

/// <summary>A parameter of a statement of the same transaction; <c>default</c> is none.</summary>
internal readonly record struct ParameterSource(ExecutedStatement? Statement, int Position);
