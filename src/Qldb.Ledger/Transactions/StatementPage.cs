using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>A part of a statement's result, and what it cost.</summary>
internal readonly record struct StatementPage(IReadOnlyList<IonElement> Rows, string? NextPageToken, long ReadCount, long WriteCount);
