namespace Qldb.Ion;

/// <summary>
/// The digest that a driver and the ledger each keep of a transaction, and compare at commit: every statement with its parameters, in
/// the order of execution. Not thread safe.
/// </summary>
/// <remarks>Each step uses the drivers' dot, <see cref="QldbHash.Dot"/>.</remarks>
public sealed class CommitDigestBuilder
{
    /// <summary>The digest of a transaction without statements.</summary>
    /// <param name="transactionId">The id that StartTransaction gave.</param>
    public CommitDigestBuilder(string transactionId)
    {
        Current = QldbHash.OfString(transactionId);
    }

    /// <summary>The digest over what was added so far: 32 bytes.</summary>
    public QldbHash Current { get; private set; }

    /// <summary>Adds a statement, before it is sent.</summary>
    /// <param name="statement">Its text exactly as sent.</param>
    /// <param name="parameters">Each a self-contained stream of Ion binary, in order.</param>
    /// <exception cref="IonFormatException">A parameter is not such a stream; the digest has not changed.</exception>
    public void Add(string statement, params ReadOnlySpan<ReadOnlyMemory<byte>> parameters) =>
        Add(OfStatement(statement, parameters));

    /// <summary>Adds a statement whose hash is known.</summary>
    /// <param name="statementHash">As <see cref="OfStatement"/> gives it.</param>
    public void Add(QldbHash statementHash) => Current = Current.Dot(statementHash);

    /// <summary>The hash of one statement with its parameters.</summary>
    /// <param name="statement">Its text exactly as sent.</param>
    /// <param name="parameters">Each a self-contained stream of Ion binary, in order.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="IonFormatException">A parameter is not such a stream.</exception>
    public static QldbHash OfStatement(string statement, params ReadOnlySpan<ReadOnlyMemory<byte>> parameters)
    {
        var hash = QldbHash.OfString(statement);
        foreach (var parameter in parameters)
            hash = hash.Dot(QldbHash.OfIonBinary(parameter.Span));
        return hash;
    }
}
