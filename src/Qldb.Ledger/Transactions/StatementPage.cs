using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>A part of a statement's result, and what it cost.</summary>
internal sealed record StatementPage(IReadOnlyList<IonElement> Rows, string? NextPageToken, long ReadCount, long WriteCount);
