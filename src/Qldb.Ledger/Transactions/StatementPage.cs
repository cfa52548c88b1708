using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>A part of a statement's result, and what it cost.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Parameters">What a row may be a piece of, and which is used again when the transaction is over.</param>
/// <param name="NextPageToken">Names the next page, if there is one.</param>
/// <param name="ReadCount">How many documents were read.</param>
/// <param name="WriteCount">How many were written.</param>
internal readonly record struct StatementPage(IReadOnlyList<IonElement> Rows, ParameterMemory Parameters, string? NextPageToken, long ReadCount, long WriteCount);
