using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>A transaction has used up its time.</summary>
internal sealed class TransactionExpiredException(QldbId transactionId) : Exception($"Transaction {transactionId} has expired");
