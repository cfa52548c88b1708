using Qldb.Actors;

namespace Qldb.Tool.Ledgers;

/// <summary>Statements whose rows are read to the end, in one call.</summary>
internal static class Queries
{
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(this TransactionExecutor txn, string statement, IReadOnlyList<object?> parameters, CancellationToken cancellationToken)
    {
        var cursor = await txn.ExecuteAsync(txn.Query<T>(statement, [.. parameters]), cancellationToken);
        return await cursor.BufferAsync(cancellationToken);
    }
}
