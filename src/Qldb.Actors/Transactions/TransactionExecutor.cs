using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors;

/// <summary>What the body of a transaction works with. Good for one attempt, from its start to the body's return.</summary>
/// <remarks>
/// Statements may be issued from several threads; they run one after the other. When one of them fails, the transaction cannot be committed
/// any more, even if the body catches the exception: it is thrown again at the end.
/// </remarks>
public sealed class TransactionExecutor : ITransactionExecutor
{
    private readonly OpenTransaction _transaction;

    internal TransactionExecutor(OpenTransaction transaction) => _transaction = transaction;

    /// <summary>Gets the transaction's id, which the journal keeps.</summary>
    public string TransactionId => _transaction.Id;

    /// <summary>Gets <see cref="TransactionId"/> under the name of the official .NET driver.</summary>
    public string Id => _transaction.Id;

    /// <summary>Gets what cancels the transaction: its caller, its timeout, the close of the driver. Pass it to other slow work of the body.</summary>
    public CancellationToken CancellationToken => _transaction.Cancellation;

    /// <summary>Executes a statement.</summary>
    /// <param name="statement">PartiQL, 1 to 100 000 characters, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the driver knows.</param>
    /// <returns>A result that streams its rows while the transaction is open.</returns>
    /// <exception cref="ArgumentException">The statement is empty, or a parameter is a token or options.</exception>
    /// <exception cref="ParameterConversionException">A parameter cannot be turned into Ion.</exception>
    /// <exception cref="TransactionClosedException">The transaction is over.</exception>
    /// <exception cref="Amazon.QLDBSession.AmazonQLDBSessionException">The service refused the statement.</exception>
    /// <exception cref="QldbTransportException">The service did not answer.</exception>
    public Task<ICursor> ExecuteAsync(string statement, params object?[] parameters) => ExecuteAsync(statement, parameters, default);

    /// <inheritdoc cref="ExecuteAsync(string, object?[])"/>
    /// <param name="statement">PartiQL, 1 to 100 000 characters, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the driver knows.</param>
    /// <param name="cancellationToken">Gives the statement up, and with it the transaction.</param>
    public Task<ICursor> ExecuteAsync(string statement, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
    {
        CheckStatement(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        return RunAsync(_transaction, statement, IonParameter.ToIonBinary(parameters, _transaction.Settings.Serializer), cancellationToken);
    }

    /// <summary>Executes a statement whose rows become objects.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="query">The statement; see <see cref="Query{T}"/>.</param>
    /// <param name="cancellationToken">Gives the statement up, and with it the transaction.</param>
    /// <returns>A result that streams its rows while the transaction is open.</returns>
    /// <inheritdoc cref="ExecuteAsync(string, object?[])" path="/exception"/>
    public async Task<ICursor<T>> ExecuteAsync<T>(IQuery<T> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckStatement(query.Statement);
        var parameters = query.Parameters.ToArray(); // read once: what is hashed is what is sent
        var first = await _transaction.ExecuteAsync(query.Statement, parameters, cancellationToken).ConfigureAwait(false);
        return new TypedCursor<T>(PageReader.Create(_transaction, first), query.Deserialize);
    }

    /// <summary>Makes a typed query of a statement, with the serializer of the driver.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">As for <see cref="ExecuteAsync(string, object?[])"/>; converted here, once.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ArgumentException">The statement is empty, or a parameter is a token or options.</exception>
    /// <exception cref="ParameterConversionException">A parameter cannot be turned into Ion.</exception>
    public IQuery<T> Query<T>(string statement, params object?[] parameters)
    {
        CheckStatement(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        var serializer = _transaction.Settings.Serializer;
        return new Query<T>(statement, IonParameter.ToIonBinary(parameters, serializer), serializer);
    }

    /// <summary>Gives the transaction up. The driver aborts it; nothing is sent from here.</summary>
    /// <exception cref="TransactionAbortedException">Always: let it leave the body.</exception>
    [DoesNotReturn]
    public void Abort() => throw new TransactionAbortedException(TransactionId) { SessionId = _transaction.SessionId };

    internal static void CheckStatement(string statement)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(statement);
        if (statement.Length > 100_000)
            throw new ArgumentException($"The statement has {statement.Length} characters; the service takes 100000.", nameof(statement));
    }

    internal Task<ICursor> ExecuteAsync(string statement, ReadOnlyMemory<byte>[] ionParameters) => RunAsync(_transaction, statement, ionParameters, default);

    internal static async Task<ICursor> RunAsync(
        OpenTransaction transaction, string statement, ReadOnlyMemory<byte>[] parameters, CancellationToken cancellationToken)
    {
        var first = await transaction.ExecuteAsync(statement, parameters, cancellationToken).ConfigureAwait(false);
        return transaction.Settings.ReadAhead == 0
            ? new StreamCursor(PageReader.Create(transaction, first))
            : new ReadAheadCursor(PageReader.Create(transaction, first));
    }
}
