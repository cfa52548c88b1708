using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors;

/// <summary>
/// What the body of a transaction works with, as an interface: for functions that are called from bodies and tested without a driver. In bodies it is
/// always a <see cref="TransactionExecutor"/>, which see for the rules.
/// </summary>
public interface ITransactionExecutor
{
    /// <inheritdoc cref="TransactionExecutor.TransactionId"/>
    string TransactionId { get; }

    /// <inheritdoc cref="TransactionExecutor.CancellationToken"/>
    CancellationToken CancellationToken { get; }

    /// <inheritdoc cref="TransactionExecutor.ExecuteAsync(string, object?[])"/>
    Task<ICursor> ExecuteAsync(string statement, params object?[] parameters);

    /// <inheritdoc cref="TransactionExecutor.ExecuteAsync(string, IReadOnlyList{object?}, CancellationToken)"/>
    Task<ICursor> ExecuteAsync(string statement, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TransactionExecutor.ExecuteAsync{T}(IQuery{T}, CancellationToken)"/>
    Task<ICursor<T>> ExecuteAsync<T>(IQuery<T> query, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TransactionExecutor.Query{T}(string, object?[])"/>
    IQuery<T> Query<T>(string statement, params object?[] parameters);

    /// <inheritdoc cref="TransactionExecutor.Abort"/>
    [DoesNotReturn]
    void Abort();
}
