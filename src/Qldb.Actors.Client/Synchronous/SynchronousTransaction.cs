using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors.Client;

/// <summary>What a body works with that cannot await; see <see cref="SynchronousDriverExtensions"/>. Good for one attempt, as <see cref="TransactionExecutor"/> is.</summary>
public sealed class SynchronousTransaction
{
    private readonly TransactionExecutor _executor;

    internal SynchronousTransaction(TransactionExecutor executor) => _executor = executor;

    /// <summary>Gets the transaction's id, which the journal keeps.</summary>
    public string TransactionId => _executor.TransactionId;

    /// <summary>Gets what cancels the transaction: its caller, its timeout, the close of the driver.</summary>
    public CancellationToken CancellationToken => _executor.CancellationToken;

    /// <summary>Executes a statement and reads all its rows.</summary>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the driver knows.</param>
    /// <returns>The rows. To read them as they come, use the asynchronous driver.</returns>
    /// <inheritdoc cref="TransactionExecutor.ExecuteAsync(string, object?[])" path="/exception"/>
    public BufferedCursor Execute(string statement, params object?[] parameters) => ReadAllAsync(statement, parameters).GetAwaiter().GetResult();

    /// <summary>Gives the transaction up. The driver aborts it.</summary>
    /// <exception cref="TransactionAbortedException">Always: let it leave the body.</exception>
    [DoesNotReturn]
    public void Abort() => _executor.Abort();

    private async Task<BufferedCursor> ReadAllAsync(string statement, object?[] parameters)
    {
        var cursor = await _executor.ExecuteAsync(statement, parameters).ConfigureAwait(false);
        return await cursor.BufferAsync().ConfigureAwait(false);
    }
}
